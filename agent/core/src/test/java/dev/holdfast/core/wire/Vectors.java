package dev.holdfast.core.wire;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.Vrid;
import java.util.List;
import java.util.Optional;

/**
 * Packets worked out apart from this code and judged good by tshark, for virtual router 51. P is to be accepted, N to be
 * refused.
 */
final class Vectors {
    static final IpAddress SOURCE = IpAddress.parse("192.0.2.251");
    static final IpAddress GROUP = IpAddress.parse("224.0.0.18");
    static final IpAddress SOURCE6 = IpAddress.parse("fe80::10");
    static final IpAddress GROUP6 = IpAddress.parse("ff02::12");
    static final IpAddress VIP = IpAddress.parse("192.0.2.100");
    static final IpAddress VIP6 = IpAddress.parse("2001:db8::100");
    static final IpAddress LINK_LOCAL_VIP6 = IpAddress.parse("fe80::100");
    static final Vrid VRID = new Vrid(51);

    static final ReceiveRules V2 = new ReceiveRules(2, VRID, 255, Optional.empty());
    static final ReceiveRules V3 = new ReceiveRules(3, VRID, 255, Optional.empty());

    static final Octets P1 = Octets.hex("2133960100018665c00002640000000000000000");
    static final Octets P2 = Octets.hex("21339601010117e7c00002647365637265743132");
    static final Octets P3 = Octets.hex("213396010101c102c00002646162630000000000");
    static final Octets P4 = Octets.hex("2133000100011c66c00002640000000000000000");
    static final Octets P5 = Octets.hex("2133640300013397c0000264c0000265c00002660000000000000000");
    static final Octets P6 = Octets.hex("313396010064d277c0000264");
    static final Octets P7 = Octets.hex("3133960100647602c0000264");
    static final Octets P8 = Octets.hex("3133000100646878c0000264");
    static final Octets P9 = Octets.hex("3133ff020019a757c0000264c0000265");
    static final Octets P10 =
            Octets.hex("3133960200640beefe80000000000000000000000000010020010db8000000000000000000000100");
    static final Octets P11 = Octets.hex("313300010064d0b8fe800000000000000000000000000100");
    static final Octets P12 = Octets.hex("31339601ffffd2dbc0000264");

    static final Octets N1 = Octets.hex("2133960100018664c00002640000000000000000");
    static final Octets N2 = Octets.hex("2133960100018665c0000264");
    static final Octets N3 = Octets.hex("21339601000186");
    static final Octets N4 = Octets.hex("313396020064d276c0000264");
    static final Octets N5 = Octets.hex("31339600006494e1");
    static final Octets N6 = Octets.hex("313396010000d2dbc0000264");
    static final Octets N7 = Octets.hex("313396010064d277c00002640000000000000000");
    static final Octets N8 = Octets.hex("2233960100018565c00002640000000000000000");
    static final Octets N9 = Octets.hex("413396010064c277c0000264");
    static final Octets N10 = Octets.hex("2133960103018365c00002640000000000000000");
    static final Octets N12 = Octets.hex("3133960100640b8020010db8000000000000000000000100");
    static final Octets N13 = Octets.hex("31339601006438e6fe800000000000000000000000000100");

    static final Octets I1 = Octets.hex("45c0002800000000ff701798c00002fbe0000012" + P1);
    static final Octets I2 = Octets.hex("46c0002c00000000ff701493c00002fbe000001201010100" + P1);
    static final Octets I3 =
            Octets.hex("45c0002000000000ff7017a0c00002fbe0000012" + P6 + "0000000000000000000000000000");

    static final Octets A1 =
            Octets.hex("ffffffffffff02000000000108060001080006040001020000000001c0000264000000000000c0000264");
    static final Octets A2 =
            Octets.hex("ffffffffffff0200000000010806000108000604000102000000000100000000000000000000c0000264");
    static final Octets A3 = Octets.hex("33330000000102000000000186dd6c00000000203aff"
            + "fe800000000000000000000000000010ff020000000000000000000000000001"
            + "8800a754a000000020010db80000000000000000000001000201020000000001");
    static final Octets A4 = Octets.hex("33330000000102000000000186dd6c00000000203aff"
            + "fe800000000000000000000000000010ff020000000000000000000000000001"
            + "880027552000000020010db80000000000000000000001000201020000000001");

    private Vectors() {}

    static Advertisement v2(int priority, int seconds, Authentication authentication, String... addresses) {
        return new Advertisement(2, VRID, new Priority(priority), seconds * 100, list(addresses), authentication);
    }

    static Advertisement v3(int priority, int centis, String... addresses) {
        return new Advertisement(3, VRID, new Priority(priority), centis, list(addresses), Authentication.NONE);
    }

    private static List<IpAddress> list(String... addresses) {
        return List.of(addresses).stream().map(IpAddress::parse).toList();
    }

    static ReceiveRules pinned(ChecksumForm form) {
        return new ReceiveRules(3, VRID, 255, Optional.of(form));
    }

    static Decoded decode(Octets message, ReceiveRules rules) {
        return VrrpDecoder.decode(message, SOURCE, GROUP, 255, rules);
    }

    static Decoded decode6(Octets message) {
        return VrrpDecoder.decode(message, SOURCE6, GROUP6, 255, V3);
    }
}
