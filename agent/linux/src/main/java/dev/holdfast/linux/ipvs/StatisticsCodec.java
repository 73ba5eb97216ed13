package dev.holdfast.linux.ipvs;

import dev.holdfast.core.ipvs.Statistics;
import dev.holdfast.core.ipvs.Traffic;
import dev.holdfast.linux.netlink.Attributes;

/** IPVS_STATS_ATTR_…, of 64 bits since Linux 4.1: five sums, then the same five per second. Pure. */
final class StatisticsCodec {
    private static final int CONNS = 1;
    private static final int CPS = 6;

    private StatisticsCodec() {}

    static Statistics read(Attributes attributes) {
        return new Statistics(traffic(attributes, CONNS), traffic(attributes, CPS));
    }

    private static Traffic traffic(Attributes attributes, int first) {
        return new Traffic(
                attributes.u64(first).orElse(0),
                attributes.u64(first + 1).orElse(0),
                attributes.u64(first + 2).orElse(0),
                attributes.u64(first + 3).orElse(0),
                attributes.u64(first + 4).orElse(0));
    }
}
