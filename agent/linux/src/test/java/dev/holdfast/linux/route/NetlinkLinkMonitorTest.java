package dev.holdfast.linux.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.linux.lab.Lab;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("netns")
class NetlinkLinkMonitorTest {
    private RouteLab lab;

    @BeforeEach
    void open() {
        lab = RouteLab.create();
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private void synchronise() {
        lab.awaitLine("synchronised");
        lab.watcher.lines.clear();
    }

    @Test
    void theFirstDrainReportsEverythingThatExists() {
        lab.namespace.ip("addr add 192.0.2.11/24 dev eth0");

        lab.monitor.drain(1, lab.watcher);

        assertThat(lab.watcher.lines)
                .contains(
                        "link lo running mtu 65536",
                        "link eth0 running mtu 1500",
                        "address lo 127.0.0.1/8",
                        "address lo ::1/128",
                        "address eth0 192.0.2.11/24")
                .doesNotContain("resync")
                .endsWith("synchronised");
        assertThat(lab.loop.watched()).hasSize(1);
    }

    @Test
    void aLinkGoesDownAndUp() {
        synchronise();

        lab.namespace.ip("link set eth0 down");
        lab.awaitLine("link eth0 down mtu 1500");
        lab.watcher.lines.clear();
        lab.namespace.ip("link set eth0 up");
        lab.awaitLine("link eth0 running mtu 1500");
    }

    @Test
    void aPulledPlugIsADownLink() {
        synchronise();

        lab.namespace.ip("link set wall down");

        lab.awaitLine("link eth0 down mtu 1500");
    }

    @Test
    void aDeletedLinkIsGoneAndARecreatedOneIsBack() {
        synchronise();

        lab.namespace.ip("link del eth0");
        lab.awaitLine("link gone eth0");
        lab.watcher.lines.clear();
        RouteLab.addCable(lab.namespace);

        lab.awaitLine("link eth0 running mtu 1500");
    }

    @Test
    void aRenamedLinkIsGoneAndEverythingIsToldAgain() {
        lab.namespace.ip("addr add 192.0.2.11/24 dev eth0");
        synchronise();

        lab.namespace.ip("link set eth0 down");
        lab.namespace.ip("link set eth0 name lan0");
        lab.namespace.ip("link set lan0 up");

        lab.awaitLine("link gone eth0");
        lab.awaitLine("link lan0 running mtu 1500");
        lab.awaitLine("address lan0 192.0.2.11/24");
        assertThat(lab.watcher.lines).containsSubsequence("link gone eth0", "resync", "synchronised");
    }

    @Test
    void leavingABridgeIsNotBeingGone() {
        lab.namespace.ip("link add br0 type bridge");
        lab.namespace.ip("link set wall master br0");
        synchronise();

        lab.namespace.ip("link set wall nomaster");
        lab.namespace.ip("link set eth0 mtu 1400");

        lab.awaitLine("link eth0 running mtu 1400");
        assertThat(lab.watcher.lines).doesNotContain("link gone wall");
    }

    @Test
    void addressesComeAndGo() {
        synchronise();

        lab.namespace.ip("addr add 192.0.2.11/24 dev eth0");
        lab.namespace.ip("addr add 2001:db8::11/64 dev eth0 nodad");
        lab.awaitLine("address eth0 192.0.2.11/24");
        lab.awaitLine("address eth0 2001:db8::11/64");

        lab.namespace.ip("addr del 192.0.2.11/24 dev eth0");
        lab.namespace.ip("addr del 2001:db8::11/64 dev eth0");
        lab.awaitLine("address gone eth0 192.0.2.11/24");
        lab.awaitLine("address gone eth0 2001:db8::11/64");
    }

    @Test
    void aTentativeAddressIsNotThereYet() {
        synchronise();

        lab.namespace.ip("addr add 2001:db8::11/64 dev eth0");
        lab.namespace.ip("addr add 192.0.2.11/24 dev eth0");
        lab.awaitLine("address eth0 192.0.2.11/24");
        assertThat(lab.watcher.lines).doesNotContain("address eth0 2001:db8::11/64");

        // Duplicate address detection takes a second or two.
        lab.awaitLine("address eth0 2001:db8::11/64");
    }

    @Test
    void lostEventsAreMadeGoodByAFullReport() {
        lab.close();
        lab = RouteLab.create(4096);
        synchronise();

        for (int i = 1; i <= 60; i++) {
            lab.namespace.ip("addr add 198.51.100." + i + "/32 dev eth0");
        }
        for (int i = 1; i <= 59; i++) {
            lab.namespace.ip("addr del 198.51.100." + i + "/32 dev eth0");
        }

        lab.awaitLine("resync");
        assertThat(lab.watcher.lines)
                .containsSubsequence("resync", "link eth0 running mtu 1500", "synchronised")
                .contains("address eth0 198.51.100.60/32");
        int resync = lab.watcher.lines.indexOf("resync");
        assertThat(lab.watcher.lines.subList(resync, lab.watcher.lines.size()))
                .doesNotContain("address eth0 198.51.100.1/32");
    }

    @Test
    void anInterfaceRecreatedAmongLostEventsWasGone() {
        lab.close();
        lab = RouteLab.create(4096);
        synchronise();

        for (int i = 1; i <= 60; i++) {
            lab.namespace.ip("addr add 198.51.100." + i + "/32 dev eth0");
        }
        lab.namespace.ip("link del eth0");
        RouteLab.addCable(lab.namespace);

        lab.awaitLine("resync");
        lab.awaitLine("link eth0 running mtu 1500");
        assertThat(lab.watcher.lines).containsSubsequence("link gone eth0", "resync", "link eth0 running mtu 1500");
    }

    @Test
    void theLimitIsKeptAndTheRestComesLater() {
        synchronise();
        for (int i = 1; i <= 5; i++) {
            lab.namespace.ip("addr add 198.51.100." + i + "/32 dev eth0");
        }

        assertThat(lab.monitor.drain(2, lab.watcher)).isEqualTo(2);
        assertThat(lab.monitor.drain(100, lab.watcher)).isEqualTo(3);
        assertThat(lab.monitor.drain(100, lab.watcher)).isZero();
        assertThat(lab.watcher.lines).hasSize(5);
    }

    @Test
    void nothingNewIsNothingTold() {
        synchronise();

        Lab.pause(Duration.ofMillis(20));

        assertThat(lab.monitor.drain(100, lab.watcher)).isZero();
        assertThat(lab.watcher.lines).isEmpty();
    }
}
