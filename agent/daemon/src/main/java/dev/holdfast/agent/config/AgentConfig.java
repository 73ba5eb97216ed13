package dev.holdfast.agent.config;

import dev.holdfast.agent.arbitrate.EtcdSettings;
import dev.holdfast.agent.mail.MailSettings;
import dev.holdfast.agent.notify.FifoSettings;
import dev.holdfast.agent.peers.PeerSettings;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.spi.ExporterSettings;
import java.util.List;
import java.util.Optional;

/**
 * All settings of one agent.
 *
 * @param global what concerns the whole process
 * @param http where the status and the metrics are served
 * @param engine the virtual routers
 * @param peers the agents of other nodes that are asked for their status
 * @param probes what is looked at for their trackers
 * @param fifos the named pipes that are told of changes
 * @param mail who is told by mail
 * @param exporters what exporters are told to do
 * @param etcd the cluster that is the witness
 */
public record AgentConfig(
        GlobalConfig global,
        HttpConfig http,
        EngineConfig engine,
        PeerSettings peers,
        List<ProbeConfig> probes,
        FifoSettings fifos,
        Optional<MailSettings> mail,
        ExporterSettings exporters,
        Optional<EtcdSettings> etcd) {
    public AgentConfig {
        probes = List.copyOf(probes);
    }
}
