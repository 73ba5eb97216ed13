package dev.holdfast.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulation that finds nothing may be blind. Each of these bugs must be found, and by the invariant that is meant for it. */
class SabotageTest {
    /** How many seeds a bug may survive; most die within the first ten. */
    private static final long SEEDS = 2000;

    private static final List<Sabotage> SABOTAGES = List.of(
            new Sabotage(
                    "a lower advert resets the timer",
                    1,
                    "vrrp/Backup.java",
                    "return new Backup(deadlineNanos, masterIntervalNanos, TransitionReason.PREEMPTION, since);",
                    "return listening(nowNanos, masterIntervalNanos, self);"),
            new Sabotage(
                    "the interval of a lower advert is adopted",
                    167,
                    "vrrp/Backup.java",
                    "return new Backup(deadlineNanos, masterIntervalNanos, TransitionReason.PREEMPTION, since);",
                    "return new Backup(deadlineNanos, self.adoptedIntervalNanos(peer), TransitionReason.PREEMPTION, since);"),
            new Sabotage(
                    "a backup looks at the address when priorities are equal",
                    1,
                    "vrrp/Backup.java",
                    "return !self.preempts() || peer.priority().compareTo(self.priority()) >= 0;",
                    "return !self.preempts() || peer.priority().compareTo(self.priority()) > 0;"),
            new Sabotage(
                    "a resignation restarts the whole silence interval",
                    1,
                    "vrrp/Backup.java",
                    "long deadline = self.countingFromNanos(nowNanos) + self.skewNanos(masterIntervalNanos);",
                    "long deadline = self.countingFromNanos(nowNanos) + self.masterDownNanos(masterIntervalNanos);"),
            new Sabotage(
                    "a reload drops the timer",
                    2,
                    "vrrp/Backup.java",
                    "// A new priority counts from the next comparison and the next skew on.\n        return this;",
                    "return new Backup(NEVER, masterIntervalNanos, takeoverReason, NEVER);"),
            new Sabotage(
                    "a backup that was paused counts the pause as silence",
                    167,
                    "vrrp/Backup.java",
                    "return deaf ? listening(nowNanos, masterIntervalNanos, lowerSinceNanos, self) : this;",
                    "return this;"),
            new Sabotage(
                    "a master that yields does not learn the winner's interval",
                    256,
                    "vrrp/Backup.java",
                    "self.because(reason, Optional.of(peer.source()));\n"
                            + "        return listening(nowNanos, self.adoptedIntervalNanos(peer), self);",
                    "self.because(reason, Optional.of(peer.source()));\n"
                            + "        return listening(nowNanos, self.config().advertIntervalNanos(), self);"),
            new Sabotage(
                    "a master that yields keeps its addresses",
                    14,
                    "vrrp/Backup.java",
                    "self.remove();\n        self.because(reason, Optional.of(peer.source()));",
                    "self.because(reason, Optional.of(peer.source()));"),
            new Sabotage(
                    "the skew is taken in the wrong unit",
                    1,
                    "vrrp/VrrpTimers.java",
                    "return (256 - priority.value()) * whole / 256;",
                    "return (256 - priority.value()) * whole / 256_000;"),
            new Sabotage(
                    "the skew of VRRPv2 grows with the interval",
                    1,
                    "vrrp/VrrpTimers.java",
                    "long whole = version == 2 ? SECOND : masterIntervalNanos;",
                    "long whole = masterIntervalNanos;"),
            new Sabotage(
                    "the skew of VRRPv3 comes from the own interval",
                    23,
                    "vrrp/Self.java",
                    "return VrrpTimers.skewNanos(config().version(), priority(), masterIntervalNanos);",
                    "return VrrpTimers.skewNanos(config().version(), priority(), config().advertIntervalNanos());"),
            new Sabotage(
                    "every lower advert starts the preempt delay anew",
                    1,
                    "vrrp/Backup.java",
                    "long since = lowerSinceNanos == NEVER ? nowNanos : lowerSinceNanos;",
                    "long since = nowNanos;"),
            new Sabotage(
                    "a better master does not end the preempt delay",
                    1,
                    "vrrp/Backup.java",
                    "? listening(nowNanos, self.adoptedIntervalNanos(peer), self)",
                    "? listening(nowNanos, self.adoptedIntervalNanos(peer), lowerSinceNanos, self)"),
            new Sabotage(
                    "the owner heeds the preempt delay",
                    1,
                    "vrrp/Self.java",
                    "return priority().isOwner() ? 0 : config().preemptDelayNanos();",
                    "return config().preemptDelayNanos();"),
            new Sabotage(
                    "nopreempt is ignored",
                    2,
                    "vrrp/Self.java",
                    "return config().preempt() || priority().isOwner();",
                    "return true;"),
            new Sabotage(
                    "the owner heeds nopreempt",
                    153,
                    "vrrp/Self.java",
                    "return config().preempt() || priority().isOwner();",
                    "return config().preempt();"),
            new Sabotage(
                    "the tie-break compares signed octets",
                    1,
                    "vrrp/Master.java",
                    "peer.source().compareTo(self.source()) > 0",
                    "(byte) peer.source().low() > (byte) self.source().low()"),
            new Sabotage(
                    "a master does not answer a resignation",
                    3,
                    "vrrp/Master.java",
                    "return advertise(nowNanos, nowNanos + self.config().advertIntervalNanos(), self);\n        }\n"
                            + "        int relation",
                    "return this;\n        }\n        int relation"),
            new Sabotage(
                    "a master leaves without a word",
                    2,
                    "vrrp/Master.java",
                    "self.remove();\n        self.advertise(Priority.RESIGN);",
                    "self.remove();"),
            new Sabotage(
                    "a master resigns before it lets go",
                    1,
                    "vrrp/Master.java",
                    "self.remove();\n        self.advertise(Priority.RESIGN);",
                    "self.advertise(Priority.RESIGN);\n        self.remove();"),
            new Sabotage(
                    "a master that was paused asserts itself",
                    2,
                    "vrrp/Master.java",
                    "if (silence < self.config().downTimerAdverts() * interval) {",
                    "if (silence >= 0) {"),
            new Sabotage(
                    "a master advertises an address that the kernel has not confirmed",
                    453,
                    "vrrp/Master.java",
                    "if (!awaited.isEmpty()) {\n            // Whatever",
                    "if (awaited.addresses().size() > 99) {\n            // Whatever"),
            new Sabotage(
                    "the lease is not renewed",
                    1,
                    "vrrp/Renewal.java",
                    "if (lease == Lease.OFF) {",
                    "if (lease >= Lease.OFF) {"),
            new Sabotage(
                    "the address is announced before it is there",
                    1,
                    "vrrp/Claiming.java",
                    "self.install();\n        return new Claiming(",
                    "self.announce(self.config().addresses());\n        self.install();\n        return new Claiming("),
            new Sabotage(
                    "a takeover advertises before the address is confirmed",
                    1,
                    "vrrp/Claiming.java",
                    "self.install();\n        return new Claiming(",
                    "self.advertise(self.priority());\n        self.install();\n        return new Claiming("),
            new Sabotage(
                    "an orphan is left where it is",
                    3,
                    "engine/Custody.java",
                    "return footing.heldAsOurs(config);",
                    "return List.of();"),
            new Sabotage(
                    "an interval of zero is adopted",
                    2,
                    "wire/VrrpDecoder.java",
                    "if (intervalCentis(message, rules.version()) == 0) {",
                    "if (intervalCentis(message, rules.version()) < 0) {"),
            new Sabotage(
                    "the hop limit is not checked",
                    3,
                    "wire/VrrpDecoder.java",
                    "if (hopLimit < rules.minHopLimit()) {",
                    "if (hopLimit < 0) {"),
            new Sabotage(
                    "stray octets are accepted",
                    2,
                    "wire/VrrpDecoder.java",
                    "if (message.length() != exact) {",
                    "if (message.length() < exact) {"),
            new Sabotage(
                    "a wrong password will do",
                    51,
                    "vrrp/AdvertGuard.java",
                    "return same ? Optional.empty()",
                    "return ours >= 0 ? Optional.empty()"),
            new Sabotage(
                    "a stranger with other addresses is heard",
                    2,
                    "vrrp/AdvertGuard.java",
                    "if (common.isEmpty()) {",
                    "if (ours.isEmpty()) {"),
            new Sabotage(
                    "a reflection is heard",
                    2,
                    "engine/AdvertIntake.java",
                    "if (interfaces.isLocal(datagram.source())) {",
                    "if (datagram.source().isUnspecified()) {"),
            new Sabotage(
                    "every bad packet is reported",
                    1,
                    "engine/ReportLimiter.java",
                    "if (kind != null && nowNanos - kind.reportedNanos < PAUSE_NANOS) {",
                    "if (kind != null && nowNanos - kind.reportedNanos < 0) {"),
            new Sabotage(
                    "where one member lets go the others stay",
                    4,
                    "engine/SyncGroup.java",
                    "if (members.stream().anyMatch(VirtualRouter::hasLetGo)) {",
                    "if (members.isEmpty()) {"),
            new Sabotage(
                    "a member of a group takes over alone",
                    4,
                    "engine/SyncGroups.java",
                    "return of(router).map(SyncGroup::mayClaim).orElse(true);",
                    "return true;"),
            new Sabotage(
                    "an unfit member does not hold the others",
                    37,
                    "engine/SyncGroup.java",
                    "member != one && member.fitness().isUnfit()",
                    "member != one && members.isEmpty()"),
            new Sabotage(
                    "what a group tracks is nobody's",
                    4,
                    "engine/GroupTracking.java",
                    "Stream.concat(own(member, group), common.stream()).toList()",
                    "own(member, group).toList()"),
            new Sabotage(
                    "weights count the wrong way round",
                    4,
                    "track/Tracked.java",
                    "boolean counts = good == weight > 0;",
                    "boolean counts = good != weight > 0;"),
            new Sabotage(
                    "a failed tracker without weight is no fault",
                    1,
                    "track/Tracked.java",
                    "return new Influence(this, reading, 0, good == reverse);",
                    "return new Influence(this, reading, 0, false);"),
            new Sabotage(
                    "a reload forgets what trackers said",
                    1,
                    "engine/Trackers.java",
                    "boolean same = running != null && running.config().equals(each);",
                    "boolean same = false;"),
            new Sabotage(
                    "who was made to step down takes back at once",
                    12,
                    "engine/VirtualRouter.java",
                    "return herald.reason() != TransitionReason.RELEASED && Self.super.preempts();",
                    "return Self.super.preempts();"),
            new Sabotage(
                    "a node in maintenance takes part",
                    8,
                    "engine/Fitness.java",
                    "faults.set(FaultCause.MAINTENANCE, on);",
                    "faults.set(FaultCause.MAINTENANCE, false);"),
            new Sabotage(
                    "a master that hears another one says nothing of it",
                    13,
                    "split/SplitJudge.java",
                    "return asMaster(other);",
                    "return charge(other, SplitVerdict.NONE, SplitCause.UNKNOWN);"),
            new Sabotage(
                    "the last advert of a preempted master is a split brain",
                    219,
                    "split/Own.java",
                    "return nanos - settledNanos() >= 0;",
                    "return true;"),
            new Sabotage(
                    "a copy over the heartbeat link counts as an advert",
                    1,
                    "engine/AdvertIntake.java",
                    "if (heartbeats.passesOver(nowNanos, datagram)) {",
                    "if (heartbeats.passesOver(nowNanos, datagram) && nowNanos < 0) {"),
            new Sabotage(
                    "an advert is taken for the copy of one long ago",
                    4,
                    "engine/Copies.java",
                    "if (nowNanos - original.atNanos <= maxAgeNanos && original.isOf(datagram)) {",
                    "if (maxAgeNanos >= 0 && original.isOf(datagram)) {"),
            new Sabotage(
                    "an incident never ends",
                    42,
                    "split/OtherMasters.java",
                    "byAddress.values().removeIf(other -> other.silentNanos(own) - nowNanos <= 0);",
                    "byAddress.values().removeIf(other -> false);"),
            new Sabotage(
                    "nobody hears who claims an address",
                    25,
                    "split/Claimants.java",
                    "byMac.put(claim.mac(), new Claimant(nowNanos, claim, face));",
                    "new Claimant(nowNanos, claim, face);"),
            new Sabotage(
                    "a master asks nobody",
                    170,
                    "engine/ClaimDesk.java",
                    "if (isChallenged || state.deadlineNanos() - nowNanos <= 0) {",
                    "if (isChallenged) {"),
            new Sabotage(
                    "the claims of a handover are a split brain",
                    153,
                    "split/ClaimJudge.java",
                    "return settled && asked && nowNanos",
                    "return asked && nowNanos"),
            new Sabotage(
                    "a claim is remembered for ever",
                    105,
                    "split/Claimants.java",
                    "- claimant.tally().lastNanos() >= silence);",
                    "- claimant.tally().lastNanos() >= 100 * silence);"),
            new Sabotage(
                    "who asks for an address claims it",
                    13,
                    "net/ClaimKind.java",
                    "return this != PROBE;",
                    "return true;"),
            new Sabotage(
                    "a backup takes over without asking",
                    2,
                    "engine/ClaimDesk.java",
                    "if (waits || (first && !state.wantsMaster(nowNanos))) {",
                    "if (waits) {"),
            new Sabotage(
                    "a backup minds who claims what its master has",
                    344,
                    "engine/ClaimDesk.java",
                    "if (doubtNanos != State.NEVER && claim.kind().isHolder()) {",
                    "if (claim.kind().isHolder()) {"),
            new Sabotage(
                    "an address that the kernel does not have is defended",
                    733,
                    "vrrp/Master.java",
                    "boolean enough = !awaited.isEmpty() || defence",
                    "boolean enough = defence"),
            new Sabotage(
                    "an advert is believed because of its own announcement",
                    3881,
                    "split/ClaimJudge.java",
                    "claims.lastNanos() - heard.firstNanos() >= own.intervalNanos() / 2",
                    "claims.lastNanos() - heard.firstNanos() >= 0"));

    @Test
    void everyDeliberateBugIsFound(@TempDir Path folder) {
        Map<String, String> found = new ConcurrentSkipListMap<>();

        SABOTAGES.parallelStream().forEach(sabotage -> found.put(sabotage.name(), provoke(sabotage, folder)));

        assertThat(found)
                .as("which invariant found which bug")
                .hasSize(SABOTAGES.size())
                .doesNotContainValue("");
    }

    private static String provoke(Sabotage sabotage, Path folder) {
        try {
            return sabotage.provoke(Files.createTempDirectory(folder, "sabotage"), SEEDS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
