package dev.holdfast.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.port.AdvertisementTransport.Receiver;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.port.TransportSpec;
import dev.holdfast.linux.lab.Lab;
import dev.holdfast.linux.lab.RecordingLoop;
import dev.holdfast.linux.lab.TestNamespace;
import dev.holdfast.linux.netlink.NetlinkRequests;
import dev.holdfast.linux.route.Interfaces;
import java.util.ArrayList;
import java.util.List;

/** A transport in a namespace, with what it received. */
final class Station {
    final RecordingLoop loop = new RecordingLoop();
    final List<ReceivedDatagram> datagrams = new ArrayList<>();
    final List<RouterKey> malformed = new ArrayList<>();
    final RawVrrpTransport transport;

    Station(TestNamespace namespace, List<AutoCloseable> opened, TransportSpec... specs) {
        transport = namespace.call(() -> {
            NetlinkRequests requests = NetlinkRequests.open();
            opened.add(requests);
            RawVrrpTransport made = new RawVrrpTransport(new Interfaces(requests), loop);
            opened.add(made);
            for (TransportSpec spec : specs) {
                assertThat(made.open(spec)).isEqualTo(Outcome.DONE);
            }
            return made;
        });
    }

    int drain(int limit) {
        return transport.drain(limit, new Receiver() {
            @Override
            public void onDatagram(ReceivedDatagram datagram) {
                datagrams.add(datagram);
            }

            @Override
            public void onMalformed(RouterKey router, Octets packet) {
                malformed.add(router);
            }
        });
    }

    void awaitDatagrams(int count) {
        Lab.await(count + " datagrams", () -> {
            drain(100);
            return datagrams.size() >= count;
        });
        assertThat(datagrams).hasSize(count);
    }
}
