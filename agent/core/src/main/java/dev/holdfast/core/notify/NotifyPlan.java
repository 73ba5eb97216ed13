package dev.holdfast.core.notify;

import dev.holdfast.core.net.IpAddress;
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
 * Which scripts a transition calls, and what they are told: the script of the state without arguments, then {@code notify}
 * with keepalived's {@code INSTANCE name STATE priority}, both with the same facts in the environment.
 */
public final class NotifyPlan {
    private NotifyPlan() {}

    /** The runs for one transition, in order. INIT is nobody's news. */
    public static List<ScriptRun> of(StateChanged event, NotifyScripts scripts, LongSupplier ids) {
        List<ScriptRun> runs = new ArrayList<>();
        if (event.to() == RouterState.INIT) {
            return runs;
        }
        String word = stateWord(event.to());
        Map<String, String> environment = environment(event, word);
        Optional.ofNullable(scripts.byState().get(event.to()))
                .ifPresent(command -> runs.add(run(
                        event,
                        "notify_" + word.toLowerCase(Locale.ROOT),
                        command,
                        List.of(),
                        environment,
                        scripts,
                        ids.getAsLong())));
        List<String> arguments =
                List.of("INSTANCE", event.router(), word, event.priority().toString());
        scripts.any()
                .ifPresent(command ->
                        runs.add(run(event, "notify", command, arguments, environment, scripts, ids.getAsLong())));
        return runs;
    }

    private static ScriptRun run(
            StateChanged event,
            String kind,
            ScriptCommand command,
            List<String> more,
            Map<String, String> environment,
            NotifyScripts scripts,
            long id) {
        List<String> arguments = new ArrayList<>(command.arguments());
        arguments.addAll(more);
        return new ScriptRun(id, event.router(), kind, arguments, command.user(), environment, scripts.timeoutNanos());
    }

    private static Map<String, String> environment(StateChanged event, String word) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOLDFAST_EVENT", Long.toString(event.id()));
        environment.put("HOLDFAST_INSTANCE", event.router());
        environment.put("HOLDFAST_INTERFACE", event.key().dev().value());
        environment.put("HOLDFAST_VRID", event.key().vrid().toString());
        environment.put("HOLDFAST_STATE", word);
        environment.put("HOLDFAST_OLD_STATE", stateWord(event.from()));
        environment.put("HOLDFAST_REASON", event.reason().word());
        environment.put("HOLDFAST_PRIORITY", event.priority().toString());
        environment.put("HOLDFAST_VIPS", vips(event));
        environment.put("HOLDFAST_PEER", event.peer().map(IpAddress::toString).orElse(""));
        return environment;
    }

    private static String vips(StateChanged event) {
        List<String> all = event.addresses().stream()
                .map(address -> address.prefix().toString())
                .toList();
        return String.join(" ", all);
    }

    /** keepalived's word: MASTER, BACKUP, FAULT, STOP, INIT. */
    private static String stateWord(RouterState state) {
        return state == RouterState.STOPPED ? "STOP" : state.name();
    }
}
