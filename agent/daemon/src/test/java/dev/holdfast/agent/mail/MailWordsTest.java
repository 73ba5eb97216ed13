package dev.holdfast.agent.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.feed.AgentClock;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.StatusBoard;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.ScriptFinished;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.ScriptResult;
import dev.holdfast.core.spi.TransitionReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** keepalived's words for mails, from the file to a server on loopback. */
@Timeout(60)
class MailWordsTest {
    private static final RouterKey KEY = new RouterKey(new InterfaceName("eth0"), IpFamily.IPV4, new Vrid(51));

    private final BlockingQueue<AgentEvent> published = new LinkedBlockingQueue<>();
    private final AgentSnapshot snapshot = new AgentSnapshot(0, "lb01", 1, List.of(), List.of(), Map.of());
    private final Feed feed = new Feed(new AgentClock(), new StatusBoard("1", "r", 0), snapshot);

    /** Two instances and a group of the first, with these settings. */
    private Mailer mailer(int port, String globals, String ofFirst, String ofGroup) {
        ConfigResult result = ConfigLoader.forThisHost("lb01")
                .parse("holdfast.yaml", """
                global_defs:
                  notification_email: [ops@example.net]
                  smtp_server: localhost %d
                %s
                vrrp_instance:
                  VI_1: {interface: eth0, virtual_router_id: 51, virtual_ipaddress: [192.0.2.100/24]%s}
                  VI_2: {interface: eth0, virtual_router_id: 52, virtual_ipaddress: [192.0.2.101/24]}
                vrrp_sync_group:
                  G1: {group: [VI_1]%s}
                """.formatted(port, globals.indent(2), ofFirst, ofGroup));
        assertThat(result).as(result.toString()).isInstanceOf(ConfigResult.Loaded.class);
        MailSettings settings = ((ConfigResult.Loaded) result).config().mail().orElseThrow();
        return new Mailer(settings, feed, () -> {}, published::add, new Outgoing.Patience(1, 50, 100));
    }

    private static StateChanged state(String router, RouterState to) {
        return new StateChanged(
                1,
                12,
                router,
                KEY,
                RouterState.BACKUP,
                to,
                TransitionReason.TIMEOUT,
                List.of(),
                new Priority(100),
                Optional.empty(),
                List.of(),
                0,
                0);
    }

    private static GroupChanged group() {
        return new GroupChanged(1, 13, "G1", RouterState.BACKUP, RouterState.MASTER, List.of("VI_1"), List.of());
    }

    /** The subjects of all mails after these events: who is master, and a FAULT of VI_1. */
    private List<String> subjects(SmtpServer server, String globals, String ofFirst, String ofGroup) {
        Mailer mailer = mailer(server.port(), globals, ofFirst, ofGroup);
        mailer.onEvent(state("VI_1", RouterState.MASTER));
        mailer.onEvent(state("VI_2", RouterState.MASTER));
        mailer.onEvent(group());
        mailer.onEvent(state("VI_1", RouterState.FAULT));
        mailer.close();
        List<String> mails = new ArrayList<>();
        server.mails.drainTo(mails);
        return mails.stream()
                .map(mail -> mail.replaceAll("(?s).*Subject: \\[lb01] VRRP ([^\n]*) state\n.*", "$1"))
                .toList();
    }

    @Test
    @Tag("word:global_defs.smtp_alert")
    @Tag("word:global_defs.smtp_alert_vrrp")
    @Tag("word:global_defs.no_email_faults")
    @Tag("word:vrrp_instance.smtp_alert")
    @Tag("word:vrrp_sync_group.smtp_alert")
    void whoIsMailedOf() throws IOException {
        try (SmtpServer server = SmtpServer.plain(0)) {
            String first = "Instance VI_1 - Entering MASTER";
            String second = "Instance VI_2 - Entering MASTER";
            String group = "Group G1 - Entering MASTER";
            String fault = "Instance VI_1 - Entering FAULT";

            assertThat(subjects(server, "smtp_alert: true", "", "")).containsExactly(first, second, group, fault);
            assertThat(subjects(server, "smtp_alert: true\nno_email_faults: true", "", ""))
                    .containsExactly(first, second, group);
            assertThat(subjects(server, "smtp_alert: true\nsmtp_alert_vrrp: false", ", smtp_alert: true", ""))
                    .containsExactly(first, fault);
            assertThat(subjects(server, "smtp_alert_vrrp: true", ", smtp_alert: false", ""))
                    .containsExactly(second, group);
            assertThat(subjects(server, "smtp_alert: false", "", ", smtp_alert: true"))
                    .containsExactly(group);
        }
    }

    @Test
    @Tag("word:global_defs.notification_email")
    @Tag("word:global_defs.notification_email_from")
    @Tag("word:global_defs.smtp_server")
    @Tag("word:global_defs.smtp_helo_name")
    void whoSendsToWhomByWhichServer() throws IOException {
        try (SmtpServer server = SmtpServer.plain(0)) {
            String globals =
                    "smtp_alert: true\nnotification_email_from: ha@example.net\nsmtp_helo_name: lb.example.net";

            assertThat(subjects(server, globals, "", "")).hasSize(4);

            assertThat(server.heard)
                    .contains("EHLO lb.example.net", "RCPT TO:<ops@example.net>")
                    .anyMatch(line -> line.startsWith("MAIL FROM:<ha@example.net>"));
        }
    }

    @Test
    @Tag("word:global_defs.smtp_connect_timeout")
    void aServerThatDoesNotAnswerIsGivenUpInTime() throws IOException, InterruptedException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                // The queue of those that nobody accepts takes no more after the first few.
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
                waiting.add(channel);
            }
            String globals = "smtp_alert: true\nsmtp_connect_timeout: 300ms";
            try (Mailer mailer = mailer(full.getLocalPort(), globals, "", "")) {
                mailer.onEvent(state("VI_1", RouterState.MASTER));

                ScriptFinished end = (ScriptFinished) published.poll(20, TimeUnit.SECONDS);
                assertThat(end).as("the default of 30 s would be too long").isNotNull();
                assertThat(end.result()).isEqualTo(ScriptResult.FAILED);
                assertThat(end.detail()).contains("timed out");
            }
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }
}
