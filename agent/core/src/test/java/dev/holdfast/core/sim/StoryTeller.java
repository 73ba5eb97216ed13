package dev.holdfast.core.sim;

import dev.holdfast.core.engine.Action;
import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.AgentEvent.AddressRestored;
import dev.holdfast.core.spi.AgentEvent.OrphanFound;
import dev.holdfast.core.spi.AgentEvent.Stalled;
import dev.holdfast.core.spi.AgentEvent.StateChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes down what an operator would want to know: per turn of an agent with news one line with the news and everything
 * that was done; and what the kernel does by itself.
 */
final class StoryTeller implements Observer {
    private final World world;
    private final boolean tellsAnnouncements;
    private final StringBuilder text = new StringBuilder();
    private final List<String> news = new ArrayList<>();
    private final List<String> deeds = new ArrayList<>();
    private boolean removing;
    private boolean announced;

    StoryTeller(World world, boolean tellsAnnouncements) {
        this.world = world;
        this.tellsAnnouncements = tellsAnnouncements;
    }

    /** What was written since the last call. */
    String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    @Override
    public void onWake(SimNode node, long lateNanos) {
        news.clear();
        deeds.clear();
    }

    @Override
    public void onEvent(SimNode node, AgentEvent event) {
        if (event instanceof StateChanged change) {
            news.add(change.from() + " -> " + change.to() + " ("
                    + change.reason().text() + ")");
        } else if (event instanceof AddressRestored restored) {
            news.add("restores " + restored.address().address());
        } else if (event instanceof OrphanFound orphan) {
            news.add("finds the orphan " + orphan.address().address());
        } else if (event instanceof Stalled stalled) {
            news.add(String.format(Locale.ROOT, "was stalled for %.3fs", stalled.lateNanos() / 1e9));
        } else if (event instanceof AgentEvent.ConfigApplied) {
            news.add("has a new configuration");
        }
    }

    @Override
    public void onAction(SimNode node, Action action) {
        if (action instanceof Action.SendAdvertisement send) {
            deeds.add("advertise " + send.priority());
        } else if (action instanceof Action.InstallAddresses install) {
            deeds.add("add " + names(install.addresses()));
        } else if (action instanceof Action.RemoveAddresses remove) {
            removing = true;
            deeds.add("remove " + names(remove.addresses()));
        } else if (action instanceof Action.Announce announce) {
            deeds.add("announce " + names(announce.addresses()));
            announced = true;
        }
    }

    @Override
    public void onOutcome(SimNode node, Action action, Outcome outcome) {
        removing = false;
        outcome.failure().ifPresent(failure -> deeds.add("which fails: " + failure.error()));
    }

    @Override
    public void onAddress(SimNode node, VirtualAddress address, boolean present) {
        if (!present && !removing) {
            write(node, "loses " + address.address());
        }
    }

    @Override
    public void onTurnEnd(SimNode node) {
        if (tellsAnnouncements && announced && news.isEmpty()) {
            news.add("repeats itself");
        }
        announced = false;
        if (!news.isEmpty()) {
            String done = deeds.isEmpty() ? "" : ": " + String.join(", ", deeds);
            write(node, String.join("; ", news) + done);
        }
        news.clear();
        deeds.clear();
    }

    private void write(SimNode node, String what) {
        text.append(String.format(Locale.ROOT, "%.3fs %s %s%n", world.nowNanos() / 1e9, node.name(), what));
    }

    private static String names(List<VirtualAddress> addresses) {
        return addresses.stream().map(address -> address.address().toString()).collect(Collectors.joining(" "));
    }
}
