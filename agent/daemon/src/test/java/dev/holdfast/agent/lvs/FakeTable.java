package dev.holdfast.agent.lvs;

import dev.holdfast.core.ipvs.AddressPort;
import dev.holdfast.core.ipvs.RealServer;
import dev.holdfast.core.ipvs.ServiceId;
import dev.holdfast.core.ipvs.ServiceReport;
import dev.holdfast.core.ipvs.SyncDaemon;
import dev.holdfast.core.ipvs.Timeouts;
import dev.holdfast.core.ipvs.VirtualService;
import dev.holdfast.core.port.Answer;
import dev.holdfast.core.port.IpvsTable;
import dev.holdfast.core.port.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told, and on which thread. */
final class FakeTable implements IpvsTable {
    final List<String> calls = new CopyOnWriteArrayList<>();

    private Outcome note(String call) {
        calls.add(call + " on " + Thread.currentThread().getName());
        return Outcome.DONE;
    }

    @Override
    public Answer<List<ServiceReport>> services() {
        note("read");
        return Answer.of(List.of());
    }

    @Override
    public Outcome put(VirtualService service) {
        return note("put " + service.id());
    }

    @Override
    public Outcome remove(ServiceId service) {
        return note("remove " + service);
    }

    @Override
    public Outcome put(ServiceId service, RealServer server) {
        return note("put " + server.at());
    }

    @Override
    public Outcome remove(ServiceId service, AddressPort server) {
        return note("remove " + server);
    }

    @Override
    public Outcome flush() {
        throw new AssertionError("services of others are left alone");
    }

    @Override
    public Answer<Timeouts> timeouts() {
        return Answer.of(new Timeouts(900, 120, 300));
    }

    @Override
    public Outcome set(Timeouts timeouts) {
        return note("set " + timeouts);
    }

    @Override
    public Answer<List<SyncDaemon>> daemons() {
        return Answer.of(List.of());
    }

    @Override
    public Outcome start(SyncDaemon daemon) {
        return note("start " + daemon.role());
    }

    @Override
    public Outcome stop(SyncDaemon.Role role) {
        return note("stop " + role);
    }

    @Override
    public void close() {
        note("close");
    }
}
