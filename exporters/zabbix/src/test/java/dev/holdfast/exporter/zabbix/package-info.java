/** Tests of the Zabbix exporter, against a feed written by hand, and of the templates. */
@NullMarked
package dev.holdfast.exporter.zabbix;

import org.jspecify.annotations.NullMarked;
