package dev.holdfast.agent.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.agent.mail.MailSettings.Login;
import dev.holdfast.agent.mail.MailSettings.Server;
import dev.holdfast.agent.mail.MailSettings.Tls;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.FaultCause;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.SplitCause;
import dev.holdfast.core.spi.SplitEvidence;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.core.spi.SplitPhase;
import dev.holdfast.core.spi.SplitVerdict;
import dev.holdfast.core.spi.TransitionReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real mails to a real server on loopback. */
@Timeout(60)
class MailerTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final RouterKey KEY = new RouterKey(ETH0, IpFamily.IPV4, new Vrid(51));
    private static final Optional<Login> OPS = Optional.of(new Login("ops", "tushanbu"));

    private final BlockingQueue<AgentEvent> published = new LinkedBlockingQueue<>();
    private final AgentSnapshot snapshot = new AgentSnapshot(0, "lb01", 1, List.of(), List.of(), Map.of());
    private final Feed feed = new Feed(new AgentClock(), new StatusBoard("1", "r", 0), snapshot);

    private Mailer mailer(int port, Tls tls, boolean verify, Optional<Login> login) {
        Server server = new Server("localhost", port, 5_000_000_000L, "lb01.example.net", tls, verify, login);
        MailSettings settings = new MailSettings(
                "ha@example.net",
                List.of("ops@example.net", "boss@example.net"),
                server,
                Set.of("VI_1"),
                Set.of("G1"),
                true,
                Map.of());
        return new Mailer(settings, feed, () -> {}, published::add, new Outgoing.Patience(4, 50, 100));
    }

    private static StateChanged state(String router, RouterState from, RouterState to) {
        return new StateChanged(
                1,
                12,
                router,
                KEY,
                from,
                to,
                TransitionReason.TIMEOUT,
                to == RouterState.FAULT ? List.of(FaultCause.INTERFACE_DOWN) : List.of(),
                new Priority(100),
                Optional.of(IpAddress.parse("192.0.2.12")),
                List.of(VirtualAddress.of("192.0.2.100/24", ETH0)),
                0,
                0);
    }

    private static StateChanged master() {
        return state("VI_1", RouterState.BACKUP, RouterState.MASTER);
    }

    private ScriptFinished end() throws InterruptedException {
        ScriptFinished end = (ScriptFinished) published.poll(30, TimeUnit.SECONDS);
        assertThat(end).isNotNull();
        return end;
    }

    @Test
    void theSubjectIsKeepalivedsAndTheTextSaysWhatToDo() throws Exception {
        try (SmtpServer server = SmtpServer.plain(0);
                Mailer mailer = mailer(server.port(), Tls.OFF, true, Optional.empty())) {
            mailer.onEvent(master());

            assertThat(server.mails.poll(20, TimeUnit.SECONDS))
                    .contains("Subject: [lb01] VRRP Instance VI_1 - Entering MASTER state\n")
                    .contains("From: ha@example.net\n")
                    .contains("VI_1 on lb01 is now MASTER (was BACKUP).\n")
                    .contains("Why: no master heard (timeout)\n")
                    .contains("Peer: 192.0.2.12\n")
                    .contains("Addresses: 192.0.2.100/24\n");
            assertThat(server.heard)
                    .contains("EHLO lb01.example.net", "RCPT TO:<ops@example.net>", "RCPT TO:<boss@example.net>")
                    .anyMatch(line -> line.startsWith("MAIL FROM:<ha@example.net>"));
            ScriptFinished end = end();
            assertThat(end.result()).isEqualTo(ScriptResult.SUCCEEDED);
            assertThat(end.kind()).isEqualTo("smtp_alert");
            assertThat(end.router()).isEqualTo("VI_1");
        }
    }

    @Test
    void aSplitBrainIsMailedWithItsCauseAndEvidence() throws Exception {
        Optional<IpAddress> peer = Optional.of(IpAddress.parse("192.0.2.12"));
        SplitIncident incident = new SplitIncident(
                1,
                SplitVerdict.CONFIRMED,
                SplitCause.AUTH_MISMATCH,
                1,
                List.of(peer.get()),
                List.of(new SplitEvidence("authentication", peer, 3, 1, 1, "the password is not ours")));
        try (SmtpServer server = SmtpServer.plain(0);
                Mailer mailer = mailer(server.port(), Tls.OFF, true, Optional.empty())) {
            mailer.onEvent(new SplitBrainChanged(1, "VI_2", master().key(), SplitPhase.OPENED, incident));
            mailer.onEvent(new SplitBrainChanged(1, "VI_1", master().key(), SplitPhase.OPENED, incident));

            assertThat(server.mails.poll(20, TimeUnit.SECONDS))
                    .contains("Subject: [lb01] VRRP Instance VI_1 - Split brain opened\n")
                    .contains("Why: the authentication differs (auth_mismatch), confirmed\n")
                    .contains("Evidence: the password is not ours from 192.0.2.12, 3 times\n");
        }
    }

    @Test
    void neitherTheStartNorTheStopNorOthersAreToldAndTheOrderIsKept() throws Exception {
        try (SmtpServer server = SmtpServer.plain(0)) {
            Mailer mailer = mailer(server.port(), Tls.OFF, true, Optional.empty());
            mailer.onEvent(state("VI_1", RouterState.INIT, RouterState.BACKUP));
            mailer.onEvent(state("VI_2", RouterState.BACKUP, RouterState.MASTER));
            mailer.onEvent(master());
            mailer.onEvent(
                    new GroupChanged(1, 13, "G1", RouterState.BACKUP, RouterState.MASTER, List.of("VI_1"), List.of()));
            mailer.onEvent(state("VI_1", RouterState.MASTER, RouterState.FAULT));
            mailer.onEvent(state("VI_1", RouterState.FAULT, RouterState.BACKUP));
            mailer.onEvent(state("VI_1", RouterState.BACKUP, RouterState.STOPPED));
            mailer.close();

            assertThat(server.mails)
                    .extracting(mail -> mail.replaceAll("(?s).*Subject: ([^\n]*)\n.*", "$1"))
                    .containsExactly(
                            "[lb01] VRRP Instance VI_1 - Entering MASTER state",
                            "[lb01] VRRP Group G1 - Entering MASTER state",
                            "[lb01] VRRP Instance VI_1 - Entering FAULT state",
                            "[lb01] VRRP Instance VI_1 - Entering BACKUP state");
            assertThat(server.mails.toArray()[2].toString()).contains("Held by: interface_down\n");
        }
    }

    @Test
    void theLoginGoesOverTlsAlone(@TempDir Path folder) throws Exception {
        try (SmtpServer server = SmtpServer.tls(folder, false);
                Mailer mailer = mailer(server.port(), Tls.REQUIRED, false, OPS)) {
            mailer.onEvent(master());

            assertThat(end().result()).isEqualTo(ScriptResult.SUCCEEDED);
            assertThat(server.heard)
                    .filteredOn(line -> !line.startsWith("\uD83D\uDD12"))
                    .containsExactly("EHLO lb01.example.net", "STARTTLS");
            assertThat(server.heard).anyMatch(line -> line.contains("AUTH PLAIN"));
        }
    }

    @Test
    void tlsFromTheBeginning(@TempDir Path folder) throws Exception {
        try (SmtpServer server = SmtpServer.tls(folder, true);
                Mailer mailer = mailer(server.port(), Tls.IMPLICIT, false, OPS)) {
            mailer.onEvent(master());

            assertThat(end().result()).isEqualTo(ScriptResult.SUCCEEDED);
            assertThat(server.mails).hasSize(1);
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused(@TempDir Path folder) throws Exception {
        try (SmtpServer server = SmtpServer.tls(folder, false);
                Mailer mailer = mailer(server.port(), Tls.REQUIRED, true, OPS)) {
            mailer.onEvent(master());

            assertThat(end().result()).isEqualTo(ScriptResult.FAILED);
            assertThat(server.mails).isEmpty();
            assertThat(server.heard).noneMatch(line -> line.contains("AUTH"));
        }
    }

    @Test
    void withoutTlsNothingIsSentWhereItIsRequiredAndSomethingWhereItIsNot() throws Exception {
        try (SmtpServer server = SmtpServer.plain(0)) {
            try (Mailer mailer = mailer(server.port(), Tls.REQUIRED, true, Optional.empty())) {
                mailer.onEvent(master());
                assertThat(end().result()).isEqualTo(ScriptResult.FAILED);
                assertThat(server.mails).isEmpty();
            }
            try (Mailer mailer = mailer(server.port(), Tls.OPTIONAL, true, Optional.empty())) {
                mailer.onEvent(master());
                assertThat(end().result()).isEqualTo(ScriptResult.SUCCEEDED);
            }
        }
    }

    @Test
    void optionalTlsIsUsedWhereItIsOffered(@TempDir Path folder) throws Exception {
        try (SmtpServer server = SmtpServer.tls(folder, false);
                Mailer mailer = mailer(server.port(), Tls.OPTIONAL, true, Optional.empty())) {
            mailer.onEvent(master());

            assertThat(end().result()).isEqualTo(ScriptResult.SUCCEEDED);
            assertThat(server.heard).contains("STARTTLS");
        }
    }

    @Test
    void whatTheServerPutsOffIsTriedAgain() throws Exception {
        try (SmtpServer server = SmtpServer.plain(0);
                Mailer mailer = mailer(server.port(), Tls.OFF, true, Optional.empty())) {
            server.refusals.add("451 later");
            server.refusals.add("451 later");
            mailer.onEvent(master());

            assertThat(end().result()).isEqualTo(ScriptResult.SUCCEEDED);
            assertThat(server.mails).hasSize(1);
        }
    }

    @Test
    void whatTheServerRefusesForGoodIsNotTriedAgain() throws Exception {
        try (SmtpServer server = SmtpServer.plain(0);
                Mailer mailer = mailer(server.port(), Tls.OFF, true, Optional.empty())) {
            server.refusals.add("550 no such user");
            mailer.onEvent(master());

            ScriptFinished end = end();
            assertThat(end.result()).isEqualTo(ScriptResult.FAILED);
            assertThat(end.detail()).contains("550 no such user").doesNotContain("tushanbu");
            assertThat(server.mails).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereIsGivenUpAndTold() throws Exception {
        int port;
        try (SmtpServer server = SmtpServer.plain(0)) {
            port = server.port();
        }
        try (Mailer mailer = mailer(port, Tls.OFF, true, Optional.empty())) {
            mailer.onEvent(master());

            ScriptFinished end = end();
            assertThat(end.result()).isEqualTo(ScriptResult.FAILED);
            assertThat(end.detail()).contains("Connection refused");
            assertThat(end.path()).isEqualTo("localhost:" + port);
        }
    }

    @Test
    void moreThanAnybodyReadsGivesWay() throws Exception {
        int port;
        try (SmtpServer server = SmtpServer.plain(0)) {
            port = server.port();
        }
        try (Mailer mailer = mailer(port, Tls.OFF, true, Optional.empty())) {
            for (int i = 0; i < Outgoing.CAPACITY + 5; i++) {
                mailer.onEvent(master());
            }

            assertThat(end().result()).isEqualTo(ScriptResult.DROPPED);
        }
        assertThat(published.size()).isEqualTo(Outgoing.CAPACITY + 4);
    }

    @Test
    void theLoginIsNeverShown() {
        Server server = new Server("mx", 25, 1, "h", Tls.IMPLICIT, true, OPS);

        assertThat(new MailSettings("a@b", List.of("c@d"), server, Set.of(), Set.of(), true, Map.of()))
                .asString()
                .doesNotContain("tushanbu");
    }
}
