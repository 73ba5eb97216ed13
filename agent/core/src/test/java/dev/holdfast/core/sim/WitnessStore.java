package dev.holdfast.core.sim;

import dev.holdfast.core.arbitrate.WitnessAnswer;
import dev.holdfast.core.arbitrate.WitnessAnswer.Kind;
import dev.holdfast.core.arbitrate.WitnessRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The one store that all nodes share: a key, leases that end to the nanosecond, and wishes. One request at a time. */
final class WitnessStore {
    private final VirtualTime time;
    private final Map<Long, Long> leaseEnds = new HashMap<>();
    private final Map<Long, Wish> wishes = new HashMap<>();
    private long holderLease;
    private String holder = "";
    private long lastLease;

    private record Wish(String node, int priority) {}

    WitnessStore(VirtualTime time) {
        this.time = time;
    }

    WitnessAnswer carryOut(String node, WitnessRequest request) {
        forgetWhatHasEnded();
        return switch (request.step()) {
            case LOOK -> answer(request, Kind.SEEN, request.lease(), "", OptionalInt.empty());
            case RELEASE -> {
                leaseEnds.remove(request.lease());
                forgetWhatHasEnded();
                yield answer(request, Kind.RELEASED, 0, "", OptionalInt.empty());
            }
            case ASK -> claim(node, request);
        };
    }

    private WitnessAnswer claim(String node, WitnessRequest request) {
        long lease = leaseEnds.containsKey(request.lease()) ? request.lease() : ++lastLease;
        leaseEnds.put(lease, time.nowNanos() + request.ttlSeconds() * VirtualTime.SECOND);
        if (holderLease == 0) {
            holderLease = lease;
            holder = node;
            wishes.remove(lease);
        }
        if (holderLease != lease) {
            request.wish().ifPresent(priority -> wishes.put(lease, new Wish(node, priority)));
            return answer(request, Kind.TAKEN, lease, holder, OptionalInt.empty());
        }
        OptionalInt most = wishes.values().stream().mapToInt(Wish::priority).max();
        String wisher = wishes.values().stream()
                .filter(wish -> wish.priority() == most.orElse(0))
                .map(Wish::node)
                .findFirst()
                .orElse("");
        return answer(request, Kind.HELD, lease, wisher, most);
    }

    private void forgetWhatHasEnded() {
        leaseEnds.values().removeIf(end -> end - time.nowNanos() <= 0);
        wishes.keySet().retainAll(leaseEnds.keySet());
        if (!leaseEnds.containsKey(holderLease)) {
            holderLease = 0;
            holder = "";
        }
    }

    static WitnessAnswer failed(WitnessRequest request) {
        return new WitnessAnswer(request.id(), Kind.FAILED, request.lease(), "", OptionalInt.empty(), "not reached");
    }

    private static WitnessAnswer answer(WitnessRequest request, Kind kind, long lease, String other, OptionalInt wish) {
        return new WitnessAnswer(request.id(), kind, lease, other, wish, "");
    }
}
