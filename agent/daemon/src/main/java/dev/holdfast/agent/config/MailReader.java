package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.mail.MailSettings;
import dev.holdfast.agent.mail.MailSettings.Login;
import dev.holdfast.agent.mail.MailSettings.Server;
import dev.holdfast.agent.mail.MailSettings.Tls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what belongs to mails: in {@code global_defs}, in instances, sync groups and virtual servers, and {@code smtp}. */
final class MailReader {
    private static final int SMTP = 25;
    private static final long DEFAULT_TIMEOUT = 30 * Durations.SECOND;
    private static final String ADDRESS = "[^\\s<>@,;:\"\\p{Cntrl}]{1,64}@[^\\s<>@,;\"\\p{Cntrl}]{1,255}";
    private static final String SERVER = "HOST or HOST PORT";
    private static final List<String> KEYS = List.of(
            "notification_email",
            "notification_email_from",
            "no_email_faults",
            "smtp_server",
            "smtp_connect_timeout",
            "smtp_helo_name");
    private static final int MOST_RECIPIENTS = 64;

    private final Section globals;
    private final Optional<Section> smtp;
    private final Host host;

    private MailReader(Section globals, Optional<Section> smtp, Host host) {
        this.globals = globals;
        this.smtp = smtp;
        this.host = host;
    }

    /** Empty when no mail is to be sent, or something is wrong, which is among the problems. */
    static Optional<MailSettings> read(
            Optional<Section> globals,
            Optional<Section> smtp,
            Section top,
            List<Draft> drafts,
            VirtualServersReader balanced,
            Host host) {
        boolean all = globals.flatMap(section -> flag(section, "smtp_alert")).orElse(false);
        boolean vrrp =
                globals.flatMap(section -> flag(section, "smtp_alert_vrrp")).orElse(all);
        Set<String> instances = drafts.stream()
                .filter(draft -> flag(draft.section(), "smtp_alert").orElse(vrrp))
                .map(Draft::name)
                .collect(Collectors.toSet());
        Set<String> groups = groups(top, vrrp);
        ServerAlerts servers = ServerAlerts.read(globals, balanced.drafts());
        boolean possible = globals.filter(
                        section -> section.value("notification_email").isPresent()
                                && section.value("smtp_server").isPresent())
                .isPresent();
        boolean asked = !instances.isEmpty() || !groups.isEmpty() || servers.asked();
        if (!asked && (!possible || servers.names().isEmpty())) {
            // What is written must be right, used or not. Reading what is not there would only cost start-up time.
            globals.filter(section -> smtp.isPresent()
                            || KEYS.stream().anyMatch(key -> section.value(key).isPresent()))
                    .ifPresent(section -> new MailReader(section, smtp, host).settings(instances, groups, servers));
            return Optional.empty();
        }
        if (!possible) {
            top.problems()
                    .error(
                            top.markOf("global_defs"),
                            top.pathOf("global_defs"),
                            "smtp_alert needs notification_email and smtp_server");
            return Optional.empty();
        }
        return globals.flatMap(section -> new MailReader(section, smtp, host).settings(instances, groups, servers));
    }

    private static Set<String> groups(Section top, boolean otherwise) {
        return top.value("vrrp_sync_group").flatMap(Value::mapping).stream()
                .flatMap(mapping -> mapping.entries().values().stream())
                .filter(entry -> flag(top, entry).orElse(otherwise))
                .map(Entry::key)
                .collect(Collectors.toSet());
    }

    private static Optional<Boolean> flag(Section top, Entry group) {
        return top.value("vrrp_sync_group")
                .map(value -> value.at(group))
                .flatMap(value -> value.mapping()
                        .flatMap(
                                mapping -> Optional.ofNullable(mapping.entries().get("smtp_alert")))
                        .filter(entry -> !entry.value().isNothing())
                        .flatMap(entry -> value.at(entry).bool()));
    }

    private static Optional<Boolean> flag(Section section, String key) {
        return section.bool(key);
    }

    private Optional<MailSettings> settings(Set<String> instances, Set<String> groups, ServerAlerts servers) {
        List<String> to =
                globals.value("notification_email").map(MailReader::recipients).orElse(List.of());
        String from = globals.value("notification_email_from")
                .flatMap(MailReader::address)
                .orElse("holdfast@" + host.name());
        boolean faults = !flag(globals, "no_email_faults").orElse(false);
        Optional<Server> server = server();
        return to.isEmpty()
                ? Optional.empty()
                : server.map(known -> new MailSettings(from, to, known, instances, groups, faults, servers.names()));
    }

    private static List<String> recipients(Value value) {
        List<Value> items = value.items().orElse(List.of(value));
        if (items.isEmpty() || items.size() > MOST_RECIPIENTS) {
            value.error("must hold 1.." + MOST_RECIPIENTS + " addresses, was " + items.size());
            return List.of();
        }
        return items.stream().flatMap(item -> address(item).stream()).toList();
    }

    private static Optional<String> address(Value value) {
        return value.text("a mail address").flatMap(text -> {
            if (!text.matches(ADDRESS)) {
                value.error("must be a mail address such as ops@example.net, was " + Excerpt.quoted(text));
                return Optional.empty();
            }
            return Optional.of(text);
        });
    }

    private Optional<Server> server() {
        long timeout = globals.value("smtp_connect_timeout")
                .flatMap(value -> value.durationNanos().filter(nanos -> isInRange(value, nanos)))
                .orElse(DEFAULT_TIMEOUT);
        String helo = globals.value("smtp_helo_name").flatMap(MailReader::name).orElse(host.name());
        Tls tls = smtp.flatMap(section -> section.value("tls"))
                .flatMap(value -> value.word(List.of("off", "optional", "starttls", "implicit")))
                .map(MailReader::tls)
                .orElse(Tls.OFF);
        boolean verify = smtp.flatMap(section -> flag(section, "verify")).orElse(true);
        Optional<Login> login = smtp.flatMap(section -> login(section, tls));
        return globals.value("smtp_server")
                .flatMap(value -> value.text(SERVER).flatMap(text -> {
                    String[] words = text.strip().split("\\s+", -1);
                    Optional<Integer> port = words.length == 1 ? Optional.of(SMTP) : Numbers.parse(words[1], 1, 65_535);
                    if (words.length > 2 || port.isEmpty() || !words[0].matches("[A-Za-z0-9_.:-]{1,255}")) {
                        value.error("must be " + SERVER + ", the port 1..65535, was " + Excerpt.quoted(text));
                        return Optional.empty();
                    }
                    return Optional.of(new Server(words[0], port.get(), timeout, helo, tls, verify, login));
                }));
    }

    private static Tls tls(String word) {
        return switch (word) {
            case "optional" -> Tls.OPTIONAL;
            case "starttls" -> Tls.REQUIRED;
            case "implicit" -> Tls.IMPLICIT;
            default -> Tls.OFF;
        };
    }

    private Optional<Login> login(Section section, Tls tls) {
        Optional<Value> name = section.value("username");
        Optional<Value> secret = section.value("password");
        if (name.isEmpty() && secret.isEmpty()) {
            return Optional.empty();
        }
        if (tls == Tls.OFF || tls == Tls.OPTIONAL) {
            section.problems()
                    .error(
                            section.mark(),
                            section.path(),
                            "a login needs tls: starttls or tls: implicit, or all can read it");
        }
        Optional<String> username = section.required("username").flatMap(value -> value.text("a name"));
        Optional<String> password = section.required("password").flatMap(value -> SecretReader.read(value, host));
        return username.flatMap(who -> password.map(word -> new Login(who, word)));
    }

    private static Optional<String> name(Value value) {
        return value.text("a host name").flatMap(text -> {
            boolean fine = text.matches("[A-Za-z0-9_.:\\[\\]-]{1,255}");
            if (!fine) {
                value.error("must be a host name, was " + Excerpt.quoted(text));
            }
            return fine ? Optional.of(text) : Optional.empty();
        });
    }

    private static boolean isInRange(Value value, long nanos) {
        boolean fine = nanos >= 100 * Durations.MILLI && nanos <= Durations.HOUR;
        if (!fine) {
            value.error("must be 100ms..1h, was " + Durations.format(nanos));
        }
        return fine;
    }
}
