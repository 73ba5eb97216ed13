package dev.holdfast.core.engine;

import dev.holdfast.core.lvs.Health;
import dev.holdfast.core.lvs.ServerPool;
import dev.holdfast.core.lvs.ServerPool.News;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.notify.UpDownPlan;
import dev.holdfast.core.notify.UpDownScripts;
import dev.holdfast.core.spi.AgentEvent;
import dev.holdfast.core.spi.LvsNotice;

/** Tells what becomes of one virtual server: the event, and the script, in the order in which it happened. */
final class LvsHerald {
    private final String services;
    private final Outbox outbox;
    private final NotifyDesk desk;

    /** @param services what it is in the kernel */
    LvsHerald(String services, Outbox outbox) {
        this.services = services;
        this.outbox = outbox;
        this.desk = new NotifyDesk(outbox);
    }

    NotifyDesk desk() {
        return desk;
    }

    void tell(long nowNanos, VirtualServerConfig config, News news) {
        outbox.publish(new AgentEvent.LvsNoted(nowNanos, config.name(), news.server(), news.notice(), news.detail()));
        switch (news.notice()) {
            case REAL_SERVER_UP -> run(nowNanos, config, news, true, config.scriptsOf(news.server()));
            case REAL_SERVER_DOWN -> run(nowNanos, config, news, false, config.scriptsOf(news.server()));
            case QUORUM_GAINED -> run(nowNanos, config, news, true, config.scripts());
            case QUORUM_LOST -> run(nowNanos, config, news, false, config.scripts());
            case TABLE_RESTORED -> {} // The operator's logs have it; nothing went up or down.
        }
    }

    /** It was looked at for the first time and has its quorum: what {@code quorum_up} does is wanted, as in keepalived. */
    void begun(long nowNanos, VirtualServerConfig config) {
        run(nowNanos, config, new News("", LvsNotice.QUORUM_GAINED, "at the start"), true, config.scripts());
    }

    /** It is taken away, with {@code omega}: who is up goes down for those who are told. */
    void ended(long nowNanos, ServerPool pool) {
        VirtualServerConfig config = pool.config();
        String why = "the virtual server ends";
        pool.servers().stream()
                .filter(Health::isUp)
                .map(server -> server.server().at().toString())
                .forEach(server -> run(
                        nowNanos,
                        config,
                        new News(server, LvsNotice.REAL_SERVER_DOWN, why),
                        false,
                        config.scriptsOf(server)));
        if (pool.hasQuorum()) {
            run(nowNanos, config, new News("", LvsNotice.QUORUM_LOST, why), false, config.scripts());
        }
    }

    private void run(long nowNanos, VirtualServerConfig config, News news, boolean up, UpDownScripts scripts) {
        UpDownPlan.Subject subject = new UpDownPlan.Subject(config.name(), services, news.server(), news.detail());
        desk.add(nowNanos, UpDownPlan.of(subject, up, scripts, outbox::nextId));
    }
}
