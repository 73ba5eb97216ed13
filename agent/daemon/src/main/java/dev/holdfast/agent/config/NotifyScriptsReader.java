package dev.holdfast.agent.config;

import dev.holdfast.core.notify.NotifyScripts;
import dev.holdfast.core.notify.ScriptCommand;
import dev.holdfast.core.spi.RouterState;
import java.util.EnumMap;
import java.util.Map;

/** Reads the scripts of an instance or a sync group: one per state, and the others. */
final class NotifyScriptsReader {
    private static final Map<String, RouterState> KEYS = Map.of(
            "notify_master", RouterState.MASTER,
            "notify_backup", RouterState.BACKUP,
            "notify_fault", RouterState.FAULT,
            "notify_stop", RouterState.STOPPED);

    private final GlobalConfig global;
    private final Host host;

    NotifyScriptsReader(GlobalConfig global, Host host) {
        this.global = global;
        this.host = host;
    }

    NotifyScripts read(Section section) {
        ScriptReader reader = new ScriptReader(global, host);
        Map<RouterState, ScriptCommand> byState = new EnumMap<>(RouterState.class);
        KEYS.forEach((key, state) ->
                section.value(key).flatMap(reader::read).ifPresent(command -> byState.put(state, command)));
        return new NotifyScripts(
                byState,
                section.value("notify").flatMap(reader::read),
                section.value("notify_master_rx_lower_pri").flatMap(reader::read),
                section.value("notify_split_brain").flatMap(reader::read),
                section.bool("notify_reconcile").orElse(true),
                NotifyTimeout.read(section).orElse(global.notifyTimeoutNanos()));
    }
}
