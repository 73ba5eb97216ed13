package dev.holdfast.core.lvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.track.TrackerId;
import dev.holdfast.core.track.TrackerKind;

/** What the checks of real servers are called: unique in the agent, and short where it is clear whose they are. */
public final class CheckName {
    private CheckName() {}

    /**
     * The name in the agent.
     *
     * @param services the {@linkplain Services#label label} of the virtual server's services
     * @param name unique among the checks of the server, such as {@code TCP_CHECK}
     */
    public static TrackerId of(String services, AddressPort server, String name) {
        return new TrackerId(TrackerKind.CHECKER, services + " " + server + " " + name);
    }

    /** The name among the checks of its server. */
    public static String within(TrackerId check) {
        // The longest has a number behind it: "HTTP_GET 2".
        String[] words = check.name().split(" ", -1);
        int last = words.length - 1;
        return words[last].matches("[0-9]+") ? words[last - 1] + " " + words[last] : words[last];
    }
}
