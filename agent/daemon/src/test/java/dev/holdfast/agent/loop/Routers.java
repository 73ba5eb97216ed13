package dev.holdfast.agent.loop;

import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.port.ReceivedDatagram;
import dev.holdfast.core.vrrp.AdvertPath;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.List;

/** One virtual router: VRRPv2, VRID 51, priority 100, 1 s, 192.0.2.100. */
final class Routers {
    static final RouterKey KEY = new RouterKey(FakePlatform.ETH0, IpFamily.IPV4, new Vrid(51));

    private Routers() {}

    static EngineConfig one() {
        return new EngineConfig(
                "lb01",
                List.of(RouterConfig.builder("VI_1", KEY)
                        .version(2)
                        .priority(new Priority(100))
                        .advertIntervalNanos(1_000_000_000L)
                        .addresses(List.of(VirtualAddress.of("192.0.2.100/24", FakePlatform.ETH0)))
                        .path(AdvertPath.multicast(AdvertPath.IPV4_GROUP))
                        .leaseSeconds(3)
                        .build()));
    }

    /** Priority 200 from 192.0.2.2. The checksum: ~(0x2133 + 0xc801 + 0x0001 + 0xc000 + 0x0264) folded = 0x5465. */
    static ReceivedDatagram strongerPeer() {
        return new ReceivedDatagram(
                KEY,
                IpAddress.parse("192.0.2.2"),
                AdvertPath.IPV4_GROUP,
                255,
                Octets.hex("2133c801 00015465 c0000264 0000000000000000"));
    }
}
