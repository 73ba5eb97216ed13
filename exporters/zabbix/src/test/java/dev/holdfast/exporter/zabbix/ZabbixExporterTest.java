package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.Endpoint;
import dev.holdfast.core.spi.Exporter;
import dev.holdfast.core.spi.ExporterSettings;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.spi.TransitionReason;
import dev.holdfast.core.spi.ZabbixSettings;
import dev.holdfast.core.spi.ZabbixSettings.Destination;
import dev.holdfast.core.spi.ZabbixSettings.Listen;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ZabbixExporterTest {
    private final FakeFeed feed = new FakeFeed();
    private final ZabbixExporter exporter = new ZabbixExporter();
    private final Endpoint endpoint = exporter.start(feed).get(0);

    private String page(Map<String, String> query) {
        return new String(
                endpoint.renderer()
                        .render(new Endpoint.Request("", query))
                        .body()
                        .toByteArray(),
                StandardCharsets.UTF_8);
    }

    private void configure(Optional<ZabbixSettings> zabbix) {
        exporter.configure(ExporterSettings.NONE.withZabbix(zabbix));
    }

    private static Optional<ZabbixSettings> pushing(String hostname, ServerSocket... servers) {
        List<Destination> destinations = List.of(servers).stream()
                .map(server -> new Destination("127.0.0.1", server.getLocalPort()))
                .toList();
        return Optional.of(new ZabbixSettings(hostname, Optional.empty(), List.of(), destinations));
    }

    /** Takes one request as a server does. */
    private static String serve(ServerSocket server) throws Exception {
        try (Socket socket = server.accept()) {
            String request = new String(Frame.read(socket.getInputStream(), 1 << 20), StandardCharsets.UTF_8);
            Frame.write(
                    socket.getOutputStream(),
                    "{\"response\":\"success\",\"info\":\"processed: 1; failed: 0; total: 1\"}");
            return request;
        }
    }

    private static ServerSocket server() throws Exception {
        ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        server.setSoTimeout(20_000);
        return server;
    }

    @AfterEach
    void close() {
        exporter.close();
    }

    @Test
    void isFoundByItsService() {
        assertThat(ServiceLoader.load(Exporter.class))
                .singleElement()
                .satisfies(found -> assertThat(found.name()).isEqualTo("zabbix"));
    }

    @Test
    void answersOverHttpWithoutAnySettings() {
        assertThat(endpoint.path()).isEqualTo("/zabbix");
        assertThat(page(Map.of("key", "vrrp.vip.held[192.0.2.100]"))).isEqualTo("1");
        assertThat(page(Map.of("key", "agent.hostname"))).isEqualTo("lb01");
        assertThat(page(Map.of("key", "nothing"))).isEqualTo("ZBX_NOTSUPPORTED\0Unsupported item key.");
        assertThat(page(Map.of())).startsWith("ZBX_NOTSUPPORTED\0Ask for an item");
    }

    @Test
    void nothingIsOpenedBeforeItIsConfigured() {
        assertThat(exporter.deliveries()).isEmpty();
        assertThat(feed.threads()).isZero();
    }

    @Test
    void aTransitionIsPushedToEachServer() throws Exception {
        try (ServerSocket one = server();
                ServerSocket two = server()) {
            configure(pushing("lb01.example.net", one, two));

            feed.publish(Sample.changed(RouterState.MASTER, TransitionReason.TIMEOUT));

            for (ServerSocket server : List.of(one, two)) {
                assertThat(serve(server))
                        .contains("\"host\":\"lb01.example.net\"")
                        .contains("\"key\":\"vrrp.event\"")
                        .contains("VI_1: BACKUP -> MASTER")
                        .contains("\"clock\":1800000005");
            }
            assertThat(exporter.deliveries()).extracting(DeliveryStatus::kind).containsExactly("zabbix", "zabbix");
        }
    }

    @Test
    void whatWaitsOutlivesAReloadThatLeavesItsServer() throws Exception {
        try (ServerSocket stays = server();
                ServerSocket goes = server()) {
            configure(pushing("lb01", stays, goes));
            exporter.deliveries();
            feed.publish(Sample.changed(RouterState.MASTER, TransitionReason.TIMEOUT));

            configure(pushing("lb01", stays));

            assertThat(exporter.deliveries())
                    .extracting(DeliveryStatus::endpoint)
                    .containsExactly("127.0.0.1:" + stays.getLocalPort());
            assertThat(serve(stays)).contains("BACKUP -> MASTER");
        }
    }

    @Test
    void showsHowQuestionsWereAnswered() {
        Listen listen = new Listen(IpAddress.parse("127.0.0.1"), 0);
        configure(Optional.of(
                new ZabbixSettings("lb01", Optional.of(listen), List.of(IpPrefix.parse("192.0.2.5")), List.of())));

        assertThat(exporter.deliveries()).singleElement().satisfies(status -> {
            assertThat(status.kind()).isEqualTo("zabbix_passive");
            assertThat(status.failures()).containsOnlyKeys("not_allowed", "malformed", "broken", "too_many");
        });
        configure(Optional.empty());
        assertThat(exporter.deliveries()).isEmpty();
    }
}
