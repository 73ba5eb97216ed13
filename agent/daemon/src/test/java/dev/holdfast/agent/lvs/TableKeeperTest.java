package dev.holdfast.agent.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.loop.Input;
import dev.holdfast.core.engine.Action;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.Forwarding;
import dev.holdfast.core.ipvs.Protocol;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.lvs.Quorum;
import dev.holdfast.core.lvs.RealServerConfig;
import dev.holdfast.core.lvs.VirtualServerConfig;
import dev.holdfast.core.port.Answer;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.core.spi.VirtualServerSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TableKeeperTest {
    private static final long LIMIT_SECONDS = 10;

    private final FakeTable table = new FakeTable();
    private final BlockingQueue<Input> told = new LinkedBlockingQueue<>();
    private final Engine engine = new Engine(new EngineConfig("lb01", List.of()).balancing(List.of(web())));

    private static VirtualServerConfig web() {
        RealServer server = RealServer.of(AddressPort.of("192.0.2.11", 80), Forwarding.NAT, 1);
        return new VirtualServerConfig(
                "web",
                VirtualService.of(ServiceId.of(Protocol.TCP, "192.0.2.100", 80), "rr"),
                List.of(new RealServerConfig(server, false, List.of())),
                Optional.empty(),
                Quorum.ONE);
    }

    /** Hands the next input to the engine and its orders to the keeper. */
    private void turn(TableKeeper keeper) throws InterruptedException {
        Input input = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(input).isNotNull();
        input.tell(engine, 0);
        for (Action action : engine.takeActions()) {
            if (action instanceof Action.OrderIpvs order) {
                keeper.order(order.order());
            }
        }
    }

    private VirtualServerSnapshot shown() {
        return engine.snapshot(0).virtualServers().get(0);
    }

    @Test
    void ordersAreCarriedOutOnOneThreadAndTheirEndIsTold() throws InterruptedException {
        try (TableKeeper keeper = new TableKeeper(() -> Answer.of(table), () -> {}, told::add)) {
            assertThat(keeper.open()).isEmpty();
            keeper.lookSoon();
            turn(keeper);
            while (!shown().inKernel() || shown().servers().get(0).inKernel().isEmpty()) {
                turn(keeper);
            }
        }

        assertThat(table.calls)
                .containsExactly(
                        "read on holdfast-ipvs",
                        "put tcp 192.0.2.100:80 on holdfast-ipvs",
                        "put 192.0.2.11:80 on holdfast-ipvs",
                        "close on holdfast-ipvs");
    }

    @Test
    void whatTheLoopHasNoRoomForIsToldAgain() throws InterruptedException {
        AtomicInteger refusals = new AtomicInteger(3);
        try (TableKeeper keeper =
                new TableKeeper(() -> Answer.of(table), () -> {}, input -> !refuses(refusals) && told.add(input))) {
            keeper.open();
            keeper.lookSoon();
            turn(keeper);
            while (shown().servers().get(0).inKernel().isEmpty()) {
                turn(keeper);
            }
        }

        assertThat(refusals.get()).isNegative();
    }

    /** No room for answers to orders, so many times. */
    private boolean refuses(AtomicInteger times) {
        boolean hasOrders = table.calls.size() > 1;
        return hasOrders && times.getAndDecrement() > 0;
    }

    @Test
    void aKernelWithoutIpvsIsSaidToBeOne() {
        Outcome none = Outcome.failed("use", "IPVS", "ENOENT (the kernel has no IPVS: load the module ip_vs)");
        try (TableKeeper keeper = new TableKeeper(() -> Answer.failed(none), () -> {}, told::add)) {
            assertThat(keeper.open()).contains("use IPVS: ENOENT (the kernel has no IPVS: load the module ip_vs)");
        }
    }

    @Test
    void itsThreadIsPreparedOnceBeforeTheTableIsOpened() {
        AtomicInteger entered = new AtomicInteger();
        try (TableKeeper keeper = new TableKeeper(() -> Answer.of(table), entered::incrementAndGet, told::add)) {
            keeper.open();
            keeper.open();
        }

        assertThat(entered.get()).isEqualTo(1);
    }
}
