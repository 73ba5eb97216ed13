package dev.holdfast.core.sim;

/**
 * Some agents, one segment, one seed: first everything goes wrong and only safety is checked, then all is healed and the
 * segment must come to rest with the best agent as its only master.
 *
 * <p>One use, one thread.
 */
final class Simulation {
    private final FaultPlan plan;
    private final Segment segment;
    private final Transcript transcript;
    private final Coverage coverage;

    Simulation(FaultPlan plan) {
        this.plan = plan;
        segment = new Segment(plan.seed(), plan.topology(), plan.settings(), plan.span(), false);
        transcript = new Transcript(segment);
        coverage = new Coverage(segment);
        segment.observe(transcript);
        segment.observe(coverage);
        addCheckers();
    }

    private void addCheckers() {
        Calm calm = new Calm(segment, plan.span().longestNanos(), plan.longestPreemptDelayNanos());
        ReferenceModel model = new ReferenceModel(segment);
        segment.observe(calm);
        segment.observe(model);
        segment.observe(new HolderCheck(segment, calm, model));
        segment.observe(new OrphanCheck(segment));
        segment.observe(new AdvertCheck(segment));
        segment.observe(new ChurnCheck(segment, calm));
        segment.observe(new AnnouncementCheck(segment));
        segment.observe(new FitnessCheck(segment));
        segment.observe(new BoundsCheck(segment));
        segment.observe(new OverlapCheck(segment));
        segment.observe(new ClaimCheck(segment, calm, plan.span().longestNanos()));
        segment.observe(new SplitCheck(segment, calm, plan.junk()));
    }

    /**
     * Runs to the end.
     *
     * @param withStranger whether the stranger of the plan takes part
     * @throws Violation when an invariant is broken
     */
    void run(boolean withStranger) {
        for (SimNode node : segment.nodes()) {
            segment.time().at(plan.bootNanos().get(node.index()), node::start);
        }
        new FaultInjector(segment).plan(plan.faults());
        if (withStranger && plan.junk()) {
            new Stranger(segment, 3 * plan.span().longestNanos()).begin();
        }
        segment.run(plan.endNanos());
        new LivenessCheck(segment).check();
    }

    Transcript transcript() {
        return transcript;
    }

    Coverage coverage() {
        return coverage;
    }
}
