package dev.holdfast.agent.boot;

import dev.holdfast.agent.arbitrate.DiskSettings;
import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.config.GlobalConfig;
import dev.holdfast.agent.config.Problem;
import dev.holdfast.agent.control.Answer;
import dev.holdfast.agent.notify.UserDatabase;
import dev.holdfast.core.engine.ReloadPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again and puts it in force, or leaves everything as it was and says why. One at a time, on a
 * thread of its own: reading files and users may take its time.
 */
final class Reloader implements AutoCloseable, ConfigResult.Visitor<Answer> {
    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final long LOOP_LIMIT_SECONDS = 10;

    private final Path file;
    private final ConfigLoader loader;
    private final Agent.Parts parts;
    private final ScriptUserCheck userCheck = new ScriptUserCheck(new UserDatabase());
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "holdfast-reload");
        worker.setDaemon(true);
        return worker;
    });
    private volatile AgentConfig current;

    Reloader(Path file, ConfigLoader loader, AgentConfig current, Agent.Parts parts) {
        this.file = file;
        this.loader = loader;
        this.current = current;
        this.parts = parts;
    }

    /** What is in force. Any thread. */
    AgentConfig current() {
        return current;
    }

    CompletableFuture<Answer> reload() {
        return CompletableFuture.supplyAsync(this::reloadNow, thread);
    }

    /** Tells what a reload with this text would do, and does nothing. */
    CompletableFuture<Answer> plan(String name, String text) {
        return CompletableFuture.supplyAsync(() -> loader.parse(name, text).accept(new Planner()), thread);
    }

    private Answer reloadNow() {
        LOG.info("reload of {} asked for", file);
        Agent.tell(parts.manager().reloading());
        try {
            return loader.load(file).accept(this);
        } catch (RuntimeException broken) {
            LOG.error("reload failed, the configuration in force stays", broken);
            return refuse(String.valueOf(broken.getMessage()), List.of());
        } finally {
            Agent.tell(parts.manager().ready());
        }
    }

    @Override
    public Answer onInvalid(ConfigResult.Invalid invalid) {
        invalid.problems().forEach(Reloader::log);
        String first = invalid.problems().stream()
                .filter(Problem::isError)
                .findFirst()
                .map(Problem::toString)
                .orElse("invalid");
        int more = invalid.problems().size() - 1;
        return refuse(more > 0 ? first + " (and " + more + " more)" : first, texts(invalid.problems()));
    }

    @Override
    public Answer onLoaded(ConfigResult.Loaded loaded) {
        loaded.warnings().forEach(Reloader::log);
        AgentConfig wanted = loaded.config();
        Optional<String> problem = userCheck.problem(wanted).or(() -> lock(wanted));
        if (problem.isPresent()) {
            return refuse(problem.get(), List.of(problem.get()));
        }
        List<String> warnings = new ArrayList<>(texts(loaded.warnings()));
        List<String> late = needsRestart(wanted);
        late.forEach(LOG::warn);
        warnings.addAll(late);
        parts.scripts().setConfiguredUser(wanted.global().scriptUser());
        ReloadPlan plan = inForce(wanted);
        parts.loop()
                .call(() -> {
                    parts.locks().keepOnly(wanted.engine());
                    return true;
                })
                .join();
        current = wanted;
        parts.status().reloadSucceeded(parts.clock().epochMillis(parts.clock().nanos()));
        return Answer.planned(file + ": in force", warnings, plan);
    }

    private ReloadPlan inForce(AgentConfig wanted) {
        parts.probing().retire(wanted.probes());
        parts.telling().reconfigure(wanted);
        parts.exporters().configure(wanted.exporters());
        parts.arbiters().reconfigure(wanted.etcd(), DiskSettings.of(wanted.engine()));
        try {
            ReloadPlan plan = parts.loop()
                    .reconfigure(wanted.engine())
                    .orTimeout(LOOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                    .join();
            parts.probing().reconfigure(wanted.probes());
            parts.peers().reconfigure(wanted.peers());
            return plan;
        } catch (RuntimeException refused) {
            parts.probing().reconfigure(current.probes());
            parts.telling().reconfigure(current);
            parts.exporters().configure(current.exporters());
            parts.arbiters().reconfigure(current.etcd(), DiskSettings.of(current.engine()));
            throw refused;
        }
    }

    private Optional<String> lock(AgentConfig wanted) {
        return parts.loop()
                .call(() -> parts.locks().acquireAll(wanted.engine()))
                .orTimeout(LOOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private Answer refuse(String why, List<String> problems) {
        LOG.error("reload refused, the configuration in force stays: {}", why);
        parts.status().reloadFailed(why);
        return Answer.refused("reload refused, the configuration in force stays", problems);
    }

    private List<String> needsRestart(AgentConfig wanted) {
        GlobalConfig now = current.global();
        GlobalConfig then = wanted.global();
        List<String> keys = new ArrayList<>();
        addIf(!wanted.http().listen().equals(current.http().listen()), "http.listen", keys);
        addIf(!wanted.http().webConfig().equals(current.http().webConfig()), "http.web_config", keys);
        addIf(!then.netNamespace().equals(now.netNamespace()), "global_defs.net_namespace", keys);
        addIf(!then.vrrpRtPriority().equals(now.vrrpRtPriority()), "global_defs.vrrp_rt_priority", keys);
        String directory = wanted.exporters().stateDirectory();
        addIf(!directory.equals(current.exporters().stateDirectory()), "global_defs.state_directory", keys);
        addIf(!then.controlSocket().equals(now.controlSocket()), "global_defs.control_socket", keys);
        return keys.stream()
                .map(key -> key + " changed: takes effect when the agent is restarted")
                .toList();
    }

    private static void addIf(boolean changed, String key, List<String> keys) {
        if (changed) {
            keys.add(key);
        }
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    /** What a reload would say, without a reload. */
    private final class Planner implements ConfigResult.Visitor<Answer> {
        @Override
        public Answer onInvalid(ConfigResult.Invalid invalid) {
            return Answer.refused("a reload with this file would be refused", texts(invalid.problems()));
        }

        @Override
        public Answer onLoaded(ConfigResult.Loaded loaded) {
            AgentConfig wanted = loaded.config();
            Optional<String> problem = userCheck.problem(wanted);
            if (problem.isPresent()) {
                return Answer.refused("a reload with this file would be refused", List.of(problem.get()));
            }
            ReloadPlan plan = parts.loop()
                    .ask((engine, now) -> engine.plan(wanted.engine()))
                    .orTimeout(LOOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                    .join();
            List<String> warnings = new ArrayList<>(texts(loaded.warnings()));
            warnings.addAll(needsRestart(wanted));
            return Answer.planned("a reload with this file would leave these instances", warnings, plan);
        }
    }

    private static void log(Problem problem) {
        if (problem.isError()) {
            LOG.error("{}", problem);
        } else {
            LOG.warn("{}", problem);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
