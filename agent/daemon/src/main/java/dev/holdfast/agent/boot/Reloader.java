package dev.holdfast.agent.boot;

import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.config.ConfigLoader;
import dev.holdfast.agent.config.ConfigResult;
import dev.holdfast.agent.config.Problem;
import dev.holdfast.agent.notify.UserDatabase;
import java.nio.file.Path;
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
final class Reloader implements AutoCloseable, ConfigResult.Visitor<Boolean> {
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
    private AgentConfig current;

    Reloader(Path file, ConfigLoader loader, AgentConfig current, Agent.Parts parts) {
        this.file = file;
        this.loader = loader;
        this.current = current;
        this.parts = parts;
    }

    CompletableFuture<Boolean> reload() {
        return CompletableFuture.supplyAsync(this::reloadNow, thread);
    }

    private boolean reloadNow() {
        LOG.info("reload of {} asked for", file);
        Agent.tell(parts.manager().reloading());
        try {
            return loader.load(file).accept(this);
        } catch (RuntimeException broken) {
            LOG.error("reload failed, the configuration in force stays", broken);
            return refuse(String.valueOf(broken.getMessage()));
        } finally {
            Agent.tell(parts.manager().ready());
        }
    }

    @Override
    public Boolean onInvalid(ConfigResult.Invalid invalid) {
        invalid.problems().forEach(Reloader::log);
        String first = invalid.problems().stream()
                .filter(Problem::isError)
                .findFirst()
                .map(Problem::toString)
                .orElse("invalid");
        int more = invalid.problems().size() - 1;
        return refuse(more > 0 ? first + " (and " + more + " more)" : first);
    }

    @Override
    public Boolean onLoaded(ConfigResult.Loaded loaded) {
        loaded.warnings().forEach(Reloader::log);
        AgentConfig wanted = loaded.config();
        Optional<String> problem = userCheck.problem(wanted).or(() -> lock(wanted));
        if (problem.isPresent()) {
            return refuse(problem.get());
        }
        warnOfRestart(wanted);
        parts.scripts().setConfiguredUser(wanted.global().scriptUser());
        parts.loop()
                .reconfigure(wanted.engine())
                .orTimeout(LOOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
        boolean unlocked = parts.loop()
                .call(() -> {
                    parts.locks().keepOnly(wanted.engine());
                    return true;
                })
                .join();
        current = wanted;
        parts.status().reloadSucceeded(parts.clock().epochMillis(parts.clock().nanos()));
        return unlocked;
    }

    private Optional<String> lock(AgentConfig wanted) {
        return parts.loop()
                .call(() -> parts.locks().acquireAll(wanted.engine()))
                .orTimeout(LOOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private boolean refuse(String why) {
        LOG.error("reload refused, the configuration in force stays: {}", why);
        parts.status().reloadFailed(why);
        return false;
    }

    private void warnOfRestart(AgentConfig wanted) {
        warnIf(!wanted.http().equals(current.http()), "http.listen");
        warnIf(!wanted.global().netNamespace().equals(current.global().netNamespace()), "global_defs.net_namespace");
        warnIf(
                !wanted.global().vrrpRtPriority().equals(current.global().vrrpRtPriority()),
                "global_defs.vrrp_rt_priority");
    }

    private static void warnIf(boolean changed, String key) {
        if (changed) {
            LOG.warn("{} changed: takes effect when the agent is restarted", key);
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
