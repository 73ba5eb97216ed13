package dev.holdfast.agent.config;

import dev.holdfast.agent.config.VirtualServerReader.Draft;
import dev.holdfast.agent.mail.MailSettings.Served;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which virtual servers and real servers mails tell of. As in keepalived real servers are told of unless something says
 * otherwise, and quorums are not.
 *
 * @param names those that are told of, and what subjects call them
 * @param asked whether that was asked for anywhere, so that it is a mistake not to say who gets the mails
 */
record ServerAlerts(Map<Served, String> names, boolean asked) {
    static ServerAlerts read(Optional<Section> globals, List<Draft> drafts) {
        globals.flatMap(section -> section.value("no_checker_emails"))
                .filter(value -> !value.bool().orElse(true))
                .ifPresent(value -> value.error(
                        "cannot be switched off: a mail tells of a real server, never of one of its checks"));
        Optional<Boolean> all = flag(globals, "smtp_alert");
        Optional<Boolean> usual = flag(globals, "smtp_alert_checker").or(() -> all);
        Map<Served, String> names = new HashMap<>();
        for (Draft draft : drafts) {
            String service = draft.names().name();
            String key = draft.config().name();
            if (draft.alerts().getOrDefault("", usual.orElse(false))) {
                names.put(new Served(key, ""), "Virtualserver " + service);
            }
            draft.names().servers().forEach((server, place) -> {
                if (draft.alerts().getOrDefault(server, usual.orElse(true))) {
                    names.put(new Served(key, server), "Realserver " + place + " of virtual server " + service);
                }
            });
        }
        boolean said = usual.orElse(false)
                || drafts.stream().anyMatch(draft -> draft.alerts().containsValue(true));
        return new ServerAlerts(names, said && !names.isEmpty());
    }

    private static Optional<Boolean> flag(Optional<Section> globals, String key) {
        return globals.flatMap(section -> section.value(key)).flatMap(Value::bool);
    }
}
