package dev.holdfast.agent.boot;

import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.loop.Input;
import dev.holdfast.agent.lvs.TableKeeper;
import dev.holdfast.core.lvs.TableConfig;
import dev.holdfast.core.port.Answer;
import dev.holdfast.core.port.IpvsTable;
import dev.holdfast.linux.ipvs.NetlinkIpvsTable;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.process.NetNamespace;
import java.util.Optional;
import java.util.function.Predicate;

/** The kernel's load balancer; not touched, and not missed, before the configuration speaks of it. */
final class Balancing {
    private final TableKeeper keeper;

    Balancing(TableKeeper.Opener opener, Optional<String> netNamespace, Predicate<Input> loop) {
        this.keeper = new TableKeeper(
                opener, () -> netNamespace.map(NetNamespace::enter).ifPresent(Agent::tell), loop);
    }

    static Answer<IpvsTable> openKernel() {
        try {
            return Answer.of(NetlinkIpvsTable.open());
        } catch (ErrnoException refused) {
            return Answer.failed(refused.outcome());
        }
    }

    TableKeeper keeper() {
        return keeper;
    }

    /** Why this configuration cannot be in force here; empty when it can. */
    Optional<String> problem(AgentConfig wanted) {
        boolean serves = !wanted.engine().virtualServers().isEmpty();
        boolean isNeeded = serves || !wanted.engine().table().equals(TableConfig.NONE);
        return isNeeded
                ? keeper.open().map(why -> (serves ? "virtual_server: " : "global_defs.lvs_…: ") + why)
                : Optional.empty();
    }
}
