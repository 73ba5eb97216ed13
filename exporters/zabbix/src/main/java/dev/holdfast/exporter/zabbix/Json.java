package dev.holdfast.exporter.zabbix;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The one mapper of this package; it is slow to make and safe to share. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
}
