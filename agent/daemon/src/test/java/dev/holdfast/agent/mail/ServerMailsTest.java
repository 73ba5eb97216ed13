package dev.holdfast.agent.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.core.spi.AgentEvent.LvsNoted;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.LvsNotice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mails of virtual and real servers, from the file to a server on loopback. */
@Timeout(60)
class ServerMailsTest {
    private static final String FIRST = "Realserver [192.0.2.11]:tcp:80 of virtual server [192.0.2.100]:tcp:80 - DOWN";
    private static final String SECOND = "Realserver [192.0.2.12]:tcp:80 of virtual server [192.0.2.100]:tcp:80 - UP";
    private static final String QUORUM = "Virtualserver [192.0.2.100]:tcp:80 - DOWN";

    private final AgentSnapshot snapshot = new AgentSnapshot(0, "lb01", 1, List.of(), List.of(), Map.of());
    private final Feed feed = new Feed(new AgentClock(), new StatusBoard("1", "r", 0), snapshot);

    /** One virtual server with two real servers, with these settings of global_defs, of it and of the first of them. */
    private static ConfigResult load(String globals, String ofService, String ofFirst) {
        return ConfigLoader.forThisHost("lb01").parse("holdfast.yaml", """
                global_defs: {router_id: lb01%s}
                virtual_server:
                  192.0.2.100 80: {protocol: TCP%s, real_server: {192.0.2.11: {%s}, 192.0.2.12: {}}}
                """.formatted(globals, ofService, ofFirst));
    }

    private static Optional<MailSettings> settings(String globals, String ofService, String ofFirst) {
        ConfigResult result = load(globals, ofService, ofFirst);
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).config().mail();
    }

    private static LvsNoted noted(String server, LvsNotice notice) {
        return new LvsNoted(1, "192.0.2.100 80", server, notice, "connection refused");
    }

    private List<String> mails(SmtpServer server, String globals, String ofService, String ofFirst) {
        String where = ", notification_email: ops@example.net, smtp_server: localhost " + server.port();
        MailSettings settings = settings(where + globals, ofService, ofFirst).orElseThrow();
        Mailer mailer = new Mailer(settings, feed, () -> {}, end -> {}, new Outgoing.Patience(1, 50, 100));
        mailer.onEvent(noted("192.0.2.11:80", LvsNotice.REAL_SERVER_DOWN));
        mailer.onEvent(noted("192.0.2.12:80", LvsNotice.REAL_SERVER_UP));
        mailer.onEvent(noted("", LvsNotice.QUORUM_LOST));
        mailer.onEvent(noted("", LvsNotice.TABLE_RESTORED));
        mailer.close();
        List<String> mails = new ArrayList<>();
        server.mails.drainTo(mails);
        return mails;
    }

    /** Long subjects are folded on their way. */
    private List<String> subjects(SmtpServer server, String globals, String ofService, String ofFirst) {
        return mails(server, globals, ofService, ofFirst).stream()
                .map(mail -> mail.replaceAll("\r?\n[ \t]+", " ")
                        .replaceAll("(?s).*Subject: \\[lb01] ([^\r\n]*)\r?\n.*", "$1"))
                .toList();
    }

    @Test
    @Tag("word:global_defs.smtp_alert_checker")
    @Tag("word:virtual_server.smtp_alert")
    @Tag("word:real_server.smtp_alert")
    void ofWhomAMailTells() throws IOException {
        try (SmtpServer server = SmtpServer.plain(0)) {
            assertThat(subjects(server, "", "", "")).containsExactly(FIRST, SECOND);
            assertThat(subjects(server, ", smtp_alert: true", "", "")).containsExactly(FIRST, SECOND, QUORUM);
            assertThat(subjects(server, ", smtp_alert_checker: true", "", "smtp_alert: false"))
                    .containsExactly(SECOND, QUORUM);
            assertThat(subjects(server, ", smtp_alert: true, smtp_alert_checker: false", "", "smtp_alert: true"))
                    .containsExactly(FIRST);
            assertThat(subjects(server, ", smtp_alert: false", ", smtp_alert: true", ""))
                    .containsExactly(QUORUM);
        }
    }

    @Test
    void whoGetsItReadsWhatHappenedAndWhy() throws IOException {
        try (SmtpServer server = SmtpServer.plain(0)) {
            assertThat(mails(server, "", "", "").get(0))
                    .contains("192.0.2.100 80 on lb01: a real server is down.")
                    .contains("Real server: 192.0.2.11:80")
                    .contains("Why: connection refused");
        }
    }

    @Test
    void nobodyIsMailedUntilSomebodySaysWhom() {
        assertThat(settings("", "", "")).isEmpty();
        assertThat(settings(", smtp_alert_checker: false", "", "")).isEmpty();
        assertThat(load("", "", "smtp_alert: true").problems())
                .anyMatch(problem -> problem.message().equals("smtp_alert needs notification_email and smtp_server"));
    }

    @Test
    @Tag("word:global_defs.no_checker_emails")
    void singleChecksAreNeverMailed() {
        assertThat(settings(", no_checker_emails: true", "", "")).isEmpty();
        assertThat(load(", no_checker_emails: false", "", "").problems())
                .anyMatch(problem -> problem.message().startsWith("cannot be switched off"));
    }
}
