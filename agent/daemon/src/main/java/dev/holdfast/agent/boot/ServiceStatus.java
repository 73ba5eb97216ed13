package dev.holdfast.agent.boot;

import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.AgentListener;
import dev.holdfast.core.spi.AgentSnapshot;
import dev.holdfast.linux.process.ServiceManager;
import java.util.stream.Collectors;

/** Keeps the line current that {@code systemctl status} shows. Runs on the agent loop and does not block. */
final class ServiceStatus implements AgentListener {
    private static final int LONGEST = 500;

    private final ServiceManager manager;
    private final AgentFeed feed;
    private String told = "";

    ServiceStatus(ServiceManager manager, AgentFeed feed) {
        this.manager = manager;
        this.feed = feed;
    }

    @Override
    public void onEvent(AgentEvent event) {
        String now = line(feed.snapshot());
        if (!now.equals(told)) {
            // A refusal is the manager's business; the next change tries again.
            told = manager.status(now).isDone() ? now : told;
        }
    }

    static String line(AgentSnapshot snapshot) {
        String states = snapshot.routers().stream()
                .map(router -> router.name() + " " + router.state())
                .collect(Collectors.joining(", "));
        return states.length() > LONGEST ? states.substring(0, LONGEST) + "…" : states;
    }
}
