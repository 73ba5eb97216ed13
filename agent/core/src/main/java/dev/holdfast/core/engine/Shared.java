package dev.holdfast.core.engine;

/** What all virtual routers of an engine have in common. */
record Shared(
        Interfaces interfaces,
        Trackers trackers,
        SyncGroups groups,
        Startup startup,
        Routing routing,
        WallClock wallClock,
        Neighbourhood neighbourhood,
        SplitMeasures measures,
        Outbox outbox) {}
