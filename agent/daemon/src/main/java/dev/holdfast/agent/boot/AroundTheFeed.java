package dev.holdfast.agent.boot;

import dev.holdfast.agent.decide.Offers;
import dev.holdfast.agent.feed.Feed;
import dev.holdfast.agent.feed.Surroundings;
import dev.holdfast.agent.http.StatusText;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.spi.DecisionOffer;
import dev.holdfast.core.spi.DeliveryStatus;
import dev.holdfast.core.spi.SplitIncident;
import dev.holdfast.linux.process.NetNamespace;
import java.util.List;
import java.util.Optional;

/** What only all of the agent together can tell exporters, which know nothing of each other. */
record AroundTheFeed(Feed feed, Exporters exporters, Optional<String> netNamespace, Offers offers)
        implements Surroundings {
    @Override
    public List<DeliveryStatus> deliveries() {
        return exporters.deliveries();
    }

    @Override
    public Octets statusDocument() {
        return StatusText.of(feed);
    }

    @Override
    public List<DecisionOffer> offers(SplitIncident incident) {
        return offers.of(feed.snapshot().routerId(), incident);
    }

    @Override
    public void enterNetNamespace() {
        netNamespace.map(NetNamespace::enter).ifPresent(Agent::tell);
    }
}
