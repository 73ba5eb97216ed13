package dev.holdfast.core.notify;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.Priority;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.spi.AgentEvent.GroupChanged;
import dev.holdfast.core.spi.AgentEvent.LowerMasterHeard;
import dev.holdfast.core.spi.AgentEvent.Reconciled;
import dev.holdfast.core.spi.AgentEvent.SplitBrainChanged;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import dev.holdfast.core.spi.RouterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which scripts an event calls, and what they are told: the script of the state without arguments, then {@code notify}
 * with keepalived's {@code INSTANCE name STATE priority}, both with the same facts in the environment.
 */
public final class NotifyPlan {
    /** The kind of the script for {@link LowerMasterHeard}. */
    public static final String LOWER_MASTER = "notify_master_rx_lower_pri";

    private static final String SPLIT_BRAIN = "notify_split_brain";

    private NotifyPlan() {}

    /** The runs for one transition, in order. INIT is nobody's news. */
    public static List<ScriptRun> of(StateChanged event, NotifyScripts scripts, LongSupplier ids) {
        if (event.to() == RouterState.INIT) {
            return List.of();
        }
        String word = stateWord(event.to());
        List<String> arguments =
                List.of("INSTANCE", event.router(), word, event.priority().toString());
        return plan(event.router(), event.to(), arguments, environment(event, word), scripts, ids);
    }

    /** The runs for one transition of a sync group; a group's priority is 0, as in keepalived. */
    public static List<ScriptRun> of(GroupChanged event, NotifyScripts scripts, LongSupplier ids) {
        if (event.to() == RouterState.INIT) {
            return List.of();
        }
        List<String> arguments = List.of("GROUP", event.group(), stateWord(event.to()), "0");
        return plan(event.group(), event.to(), arguments, environment(event), scripts, ids);
    }

    /** The runs of a master once more, after another master: what that one's scripts did is put right. */
    public static List<ScriptRun> of(Reconciled event, NotifyScripts scripts, LongSupplier ids) {
        List<String> arguments =
                List.of("INSTANCE", event.router(), "MASTER", event.priority().toString());
        Map<String, String> environment = facts(event.id(), event.router(), event.key(), event.addresses());
        staying(environment, "reconcile", event.priority(), event.peer());
        return plan(event.router(), RouterState.MASTER, arguments, environment, scripts, ids);
    }

    /** The run while another master is heard, without arguments, as in keepalived. */
    public static List<ScriptRun> of(LowerMasterHeard event, NotifyScripts scripts, LongSupplier ids) {
        Map<String, String> environment = facts(event.id(), event.router(), event.key(), event.addresses());
        staying(environment, "lower_master", event.priority(), event.peer());
        return scripts.lowerMaster().stream()
                .map(command -> run(event.router(), LOWER_MASTER, command, List.of(), environment, scripts, ids))
                .toList();
    }

    /** The run for news of a split brain, with keepalived's kind of arguments: {@code INSTANCE name PHASE priority}. */
    public static List<ScriptRun> of(
            SplitBrainChanged event,
            Priority priority,
            List<VirtualAddress> addresses,
            NotifyScripts scripts,
            LongSupplier ids) {
        String phase = "SPLIT_BRAIN_" + event.phase().name();
        List<String> arguments = List.of("INSTANCE", event.router(), phase, priority.toString());
        Map<String, String> environment = facts(event.router(), event.key(), addresses);
        environment.put("HOLDFAST_PRIORITY", priority.toString());
        environment.put("HOLDFAST_INCIDENT", Long.toString(event.incident().id()));
        environment.put("HOLDFAST_PHASE", event.phase().word());
        environment.put("HOLDFAST_VERDICT", event.incident().verdict().word());
        environment.put("HOLDFAST_CAUSE", event.incident().cause().word());
        List<String> peers =
                event.incident().peers().stream().map(IpAddress::toString).toList();
        environment.put("HOLDFAST_PEERS", String.join(" ", peers));
        return scripts.splitBrain().stream()
                .map(command -> run(event.router(), SPLIT_BRAIN, command, arguments, environment, scripts, ids))
                .toList();
    }

    private static List<ScriptRun> plan(
            String subject,
            RouterState to,
            List<String> arguments,
            Map<String, String> environment,
            NotifyScripts scripts,
            LongSupplier ids) {
        List<ScriptRun> runs = new ArrayList<>();
        String kind = "notify_" + stateWord(to).toLowerCase(Locale.ROOT);
        Optional.ofNullable(scripts.byState().get(to))
                .ifPresent(command -> runs.add(run(subject, kind, command, List.of(), environment, scripts, ids)));
        scripts.any()
                .ifPresent(command -> runs.add(run(subject, "notify", command, arguments, environment, scripts, ids)));
        return runs;
    }

    private static ScriptRun run(
            String subject,
            String kind,
            ScriptCommand command,
            List<String> more,
            Map<String, String> environment,
            NotifyScripts scripts,
            LongSupplier ids) {
        List<String> arguments = new ArrayList<>(command.arguments());
        arguments.addAll(more);
        return new ScriptRun(
                ids.getAsLong(), subject, kind, arguments, command.user(), environment, scripts.timeoutNanos());
    }

    private static Map<String, String> environment(GroupChanged event) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOLDFAST_EVENT", Long.toString(event.id()));
        environment.put("HOLDFAST_GROUP", event.group());
        environment.put("HOLDFAST_INSTANCES", String.join(" ", event.members()));
        environment.put("HOLDFAST_STATE", stateWord(event.to()));
        environment.put("HOLDFAST_OLD_STATE", stateWord(event.from()));
        return environment;
    }

    private static Map<String, String> environment(StateChanged event, String word) {
        Map<String, String> environment = facts(event.id(), event.router(), event.key(), event.addresses());
        environment.put("HOLDFAST_STATE", word);
        environment.put("HOLDFAST_OLD_STATE", stateWord(event.from()));
        environment.put("HOLDFAST_REASON", event.reason().word());
        environment.put("HOLDFAST_PRIORITY", event.priority().toString());
        environment.put("HOLDFAST_PEER", event.peer().map(IpAddress::toString).orElse(""));
        return environment;
    }

    private static void staying(Map<String, String> environment, String reason, Priority priority, IpAddress peer) {
        environment.put("HOLDFAST_STATE", "MASTER");
        environment.put("HOLDFAST_OLD_STATE", "MASTER");
        environment.put("HOLDFAST_REASON", reason);
        environment.put("HOLDFAST_PRIORITY", priority.toString());
        environment.put("HOLDFAST_PEER", peer.toString());
    }

    /** What does not change with the state. */
    private static Map<String, String> facts(long id, String router, RouterKey key, List<VirtualAddress> addresses) {
        Map<String, String> environment = facts(router, key, addresses);
        environment.put("HOLDFAST_EVENT", Long.toString(id));
        return environment;
    }

    private static Map<String, String> facts(String router, RouterKey key, List<VirtualAddress> addresses) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOLDFAST_INSTANCE", router);
        environment.put("HOLDFAST_INTERFACE", key.dev().value());
        environment.put("HOLDFAST_VRID", key.vrid().toString());
        List<String> vips =
                addresses.stream().map(address -> address.prefix().toString()).toList();
        environment.put("HOLDFAST_VIPS", String.join(" ", vips));
        return environment;
    }

    /** keepalived's word: MASTER, BACKUP, FAULT, STOP, INIT. */
    private static String stateWord(RouterState state) {
        return state == RouterState.STOPPED ? "STOP" : state.name();
    }
}
