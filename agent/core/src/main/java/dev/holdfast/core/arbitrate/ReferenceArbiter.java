package dev.holdfast.core.arbitrate;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.ArbitrationMechanism;
import dev.holdfast.core.track.Reading;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Addresses that a node must reach. One that does not reach them is on the wrong side of a cut: it takes nothing, and a
 * master lets go unless told to keep. A master whose peers still answer is not cut off from them, and goes on until one of
 * them is master as well.
 */
final class ReferenceArbiter implements Arbiter {
    private final ReferenceConfig config;
    private final Function<IpAddress, Reading> readings;

    /** @param readings good for an address that answers, bad for one that does not, unknown before the first look */
    ReferenceArbiter(ReferenceConfig config, Function<IpAddress, Reading> readings) {
        this.config = config;
        this.readings = readings;
    }

    @Override
    public ArbitrationMechanism mechanism() {
        return ArbitrationMechanism.REFERENCE;
    }

    @Override
    public Opinion look(long nowNanos, Situation situation, Consumer<ArbiterRequest> requests) {
        int answering = withReading(Reading.Kind.GOOD).size();
        int unknown = withReading(Reading.Kind.UNKNOWN).size();
        int needed = config.all() ? config.addresses().size() : 1;
        if (answering >= needed) {
            return Opinion.granted("");
        }
        if (answering + unknown >= needed) {
            return Opinion.pending("no answer yet: " + names(withReading(Reading.Kind.UNKNOWN)));
        }
        return judgeLost(situation).blind();
    }

    /** Results come as inputs of their own. */
    @Override
    public long deadlineNanos() {
        return NEVER;
    }

    private Opinion judgeLost(Situation situation) {
        String lost = names(withReading(Reading.Kind.BAD)) + " not reachable";
        if (situation.isHolding() && config.masterKeeps()) {
            return Opinion.granted(lost + ", a master keeps its addresses");
        }
        // Not beside another master: of two, the one without the reference is the one to go.
        boolean isLeftToIt = situation.isHolding() && situation.heartbeat();
        return isLeftToIt ? Opinion.granted(lost + ", the peers answer and are not master") : Opinion.refused(lost);
    }

    private List<IpAddress> withReading(Reading.Kind kind) {
        return config.addresses().stream()
                .filter(address -> readings.apply(address).kind() == kind)
                .toList();
    }

    private static String names(List<IpAddress> addresses) {
        return addresses.stream().map(IpAddress::toString).collect(Collectors.joining(", "));
    }
}
