package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The everyday story: nginx behind the virtual address, checked on each node. A client asks for its page by curl. */
@LabTest
class ServiceIT {
    private static final String VIP = "192.0.2.100";

    private static final String CHECK = """
            vrrp_check:
              nginx_answers: {type: http, url: "http://127.0.0.1/", interval: 250ms, timeout: 200ms, fall: 2, %s}
            """;

    @Test
    void theAddressFollowsTheServiceAndComesBackWithIt() {
        try (Stand stand = new Stand(CHECK.formatted("weight: -60"), "")) {
            Nginx first = stand.nginx(stand.pair.a());
            stand.nginx(stand.pair.b());
            stand.start();
            assertThat(stand.page()).contains("page of a");

            first.stop();
            stand.pair.watchB().awaitHolds(VIP, 5);
            assertThat(stand.page()).contains("page of b");
            assertThat(stand.pair.a().httpGet("/status"))
                    .contains("nginx_answers")
                    .contains("\"effective\":90");

            first.start();
            stand.pair.watchA().awaitHolds(VIP, 5);
            assertThat(stand.page()).contains("page of a");
        }
    }

    @Test
    void withNopreemptTheAddressStaysWhereItWent() {
        try (Stand stand = new Stand(CHECK.formatted("weight: 0"), "nopreempt: true")) {
            Nginx first = stand.nginx(stand.pair.a());
            stand.nginx(stand.pair.b());
            stand.start();

            first.stop();
            stand.pair.watchB().awaitHolds(VIP, 5);

            first.start();
            assertThat(Clock.waitFor(5, () -> stand.pair.a().httpGet("/status").contains("\"state\":\"BACKUP\"")))
                    .isTrue();
            Clock.sleep(1.5);
            assertThat(stand.pair.watchB().holds(VIP)).isTrue();
            assertThat(stand.page()).contains("page of b");
        }
    }

    @Test
    void aRemedyThatHelpsMovesNothing() {
        try (Stand stand = new Stand("", "")) {
            Nginx first = stand.nginx(stand.pair.a());
            stand.nginx(stand.pair.b());
            Path restart = stand.pair.lab().write("restart.sh", "#!/bin/sh\nexec nginx -c " + first.file + "\n");
            restart.toFile().setExecutable(true, false);
            stand.definitions = CHECK.formatted(
                    "weight: -60, remedy: {command: " + restart + ", user: root, timeout: 5s, wait: 300ms}");
            stand.start();
            long fromMicros = Clock.nowMicros();

            first.stop();

            assertThat(Clock.waitFor(15, () -> stand.page().contains("page of a")))
                    .isTrue();
            Clock.sleep(1);
            assertThat(stand.page()).contains("page of a");
            assertThat(stand.pair.holders(VIP).arrivals(fromMicros)).isZero();
        }
    }

    /** A pair at 0.2 s adverts, the client, and what both are configured with beside. */
    private static final class Stand implements AutoCloseable {
        private final Pair pair = new Pair();
        private final LabNode client = pair.lab().client();
        private final String instance;
        private String definitions;

        Stand(String definitions, String instance) {
            this.definitions = definitions;
            this.instance = instance;
        }

        Nginx nginx(LabNode node) {
            return new Nginx(pair.lab(), node).start();
        }

        void start() {
            HoldfastProcess.start(pair.lab(), pair.a(), yaml(150));
            pair.watchA().awaitHolds(VIP, 30);
            Agent second = HoldfastProcess.start(pair.lab(), pair.b(), yaml(100));
            Pair.awaitListening(Agent.Kind.HOLDFAST, second, pair.b());
        }

        String page() {
            return client.exec("curl", "-s", "-m", "1", "http://" + VIP + "/").output();
        }

        private String yaml(int priority) {
            return definitions + """
                    vrrp_instance:
                      VI_1:
                        interface: %s
                        virtual_router_id: 51
                        priority: %d
                        version: 3
                        advert_int: 0.2
                        virtual_ipaddress: [%s/24]
                        track_check: [nginx_answers]
                        %s
                    """.formatted(LabNode.INTERFACE, priority, VIP, instance);
        }

        @Override
        public void close() {
            pair.close();
        }
    }

    /** nginx in a node's namespace, with a page that names the node. */
    private static final class Nginx {
        private final LabNode node;
        private final Path file;
        private final Path pid;

        Nginx(Lab lab, LabNode node) {
            this.node = node;
            this.pid = lab.folder().resolve("nginx-" + node.letter() + ".pid");
            this.file = lab.write("nginx-" + node.letter() + ".conf", """
                    pid %s;
                    error_log /dev/null;
                    events { }
                    http {
                      access_log off;
                      client_body_temp_path %s;
                      server {
                        listen 80;
                        location / { return 200 "page of %s"; }
                      }
                    }
                    """.formatted(
                            pid, lab.folder().resolve("body-" + node.letter()), node.letter()));
        }

        Nginx start() {
            Shell.Result started = node.exec("nginx", "-c", file.toString());
            assertThat(started.status()).as(started.output()).isZero();
            return this;
        }

        void stop() {
            Shell.Result stopped = node.exec("nginx", "-c", file.toString(), "-s", "stop");
            assertThat(stopped.status()).as(stopped.output()).isZero();
        }
    }
}
