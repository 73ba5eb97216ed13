package dev.holdfast.agent.feed;

import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.AgentFeed;
import dev.holdfast.core.spi.DecisionOffer;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.SplitIncident;
import java.util.List;

/** What {@link AgentFeed} promises and the feed cannot know by itself. Usable from any thread. */
public interface Surroundings {
    /** An agent without exporters and without pages, as in rehearsals. */
    Surroundings NONE = new Surroundings() {
        @Override
        public List<DeliveryStatus> deliveries() {
            return List.of();
        }

        @Override
        public Octets statusDocument() {
            return Octets.EMPTY;
        }

        @Override
        public void enterNetNamespace() {}
    };

    /** As {@link AgentFeed#deliveries}. */
    List<DeliveryStatus> deliveries();

    /** As {@link AgentFeed#statusDocument}. */
    Octets statusDocument();

    /** As {@link AgentFeed#offers}. */
    default List<DecisionOffer> offers(SplitIncident incident) {
        return List.of();
    }

    /** As {@link AgentFeed#enterNetNamespace}. */
    void enterNetNamespace();
}
