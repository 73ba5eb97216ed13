package dev.holdfast.agent.config;

import dev.holdfast.agent.config.InstanceReader.Draft;
import dev.holdfast.agent.config.VirtualAddressesReader.Located;
import dev.holdfast.agent.config.yaml.Mark;
import dev.holdfast.agent.config.yaml.YamlNode;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.config.yaml.YamlNode.Mapping;
import dev.holdfast.agent.config.yaml.YamlPath;
import dev.holdfast.agent.mail.MailSettings;
import dev.holdfast.agent.notify.FifoSettings;
import dev.holdfast.agent.peers.PeerSettings;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.engine.EngineConfig;
import dev.holdfast.core.engine.LinkDelays;
import dev.holdfast.core.engine.SplitBrainConfig;
import dev.holdfast.core.engine.SyncGroupConfig;
import dev.holdfast.core.lvs.TableConfig;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.route.RoutingEntry;
import dev.holdfast.core.spi.ExporterSettings;
import dev.holdfast.core.spi.ZabbixSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the tree of a whole file. */
final class ConfigReader {
    /** An instance has sockets of its own; the kernel's default limit is 1024 descriptors. */
    private static final int MAX_INSTANCES = 255;

    private static final String SETTINGS = "of keys to values";

    private final Host host;
    private final Problems problems;

    ConfigReader(Host host, Problems problems) {
        this.host = host;
        this.problems = problems;
    }

    /** The settings; empty when there was an error, which is among the problems. */
    Optional<AgentConfig> read(YamlNode root) {
        Value value = new Value(YamlPath.ROOT, root, problems);
        return Section.of(Mark.START, value, Block.TOP, "of keys to values (global_defs, http, vrrp_instance)")
                .flatMap(this::read);
    }

    private Optional<AgentConfig> read(Section top) {
        Optional<Section> globals = top.section("global_defs", Block.GLOBAL_DEFS, SETTINGS);
        GlobalConfig global =
                globals.map(section -> GlobalReader.read(section, host)).orElse(GlobalReader.defaults(host));
        HttpConfig http = top.section("http", Block.HTTP, SETTINGS)
                .map(section -> HttpReader.read(section, host))
                .orElse(HttpConfig.DEFAULT);
        Definitions definitions = DefinitionsReader.read(top, global, host);
        VirtualServersReader balanced = VirtualServersReader.read(top, global, host, definitions);
        // A director may have its address from elsewhere.
        Optional<Value> instances =
                top.value("virtual_server").isPresent() ? top.value("vrrp_instance") : top.required("vrrp_instance");
        List<Draft> drafts = instances
                .map(value -> drafts(value, new InstanceReader(global, host, definitions)))
                .orElse(List.of());
        List<Located> statics = VirtualAddressesReader.readStatic(top);
        CrossCheck.check(drafts, statics);
        List<SyncGroupConfig> groups = top.value("vrrp_sync_group")
                .map(new SyncGroupReader(new NotifyScriptsReader(global, host), definitions, drafts)::read)
                .orElse(List.of());
        Map<InterfaceName, LinkDelays> linkDelays = top.value("interface_up_down_delays")
                .map(new LinkDelaysReader(drafts)::read)
                .orElse(Map.of());
        List<RoutingEntry> staticRouting = new RoutingReader(host).read(top, "static", IpFamily.IPV4);
        Optional<Section> smtp = top.section("smtp", Block.SMTP, SETTINGS);
        Optional<MailSettings> mail = MailReader.read(globals, smtp, top, drafts, balanced, host);
        ExporterSettings exporters = new WebhooksReader(host, drafts).read(globals, top);
        FifoSettings fifos = new FifoSettingsReader(global, host).read(globals, drafts, balanced.names());
        Optional<ZabbixSettings> zabbix = top.section("zabbix", Block.ZABBIX, SETTINGS)
                .map(section -> ZabbixReader.read(section, global.routerId()));
        Optional<Section> measures = top.section("split_brain", Block.SPLIT_BRAIN, SETTINGS);
        PeerSettings peers =
                measures.map(section -> PeersReader.read(section, http, host)).orElse(PeerSettings.NONE);
        ArbitrationSettings arbitration = measures.flatMap(
                        section -> section.section("arbitration", Block.ARBITRATION, SETTINGS))
                .map(section -> new ArbitrationReader(global.routerId(), drafts, host).read(section))
                .orElse(ArbitrationSettings.NONE);
        SplitBrainConfig splitBrain = measures.map(
                        section -> SplitBrainReader.read(section, new ScriptReader(global, host), peers.names()))
                .orElse(SplitBrainConfig.DEFAULT)
                .with(arbitration.core());
        TableConfig table = globals.map(new TableReader(drafts)::read).orElse(TableConfig.NONE);
        if (problems.errorCount() > 0) {
            return Optional.empty();
        }
        definitions.warnOfUnused(problems);
        EngineConfig engine = new EngineConfig(
                global.routerId(),
                drafts.stream().flatMap(draft -> draft.config().stream()).toList(),
                joined(definitions.trackers(), arbitration.trackers()),
                groups,
                global.startupDelayNanos(),
                linkDelays,
                staticRouting,
                statics.stream().map(Located::address).toList(),
                splitBrain);
        List<ProbeConfig> probes = joined(joined(definitions.probes(), arbitration.references()), balanced.probes());
        return Optional.of(new AgentConfig(
                global,
                http,
                engine.balancing(balanced.configs(), table),
                peers,
                probes,
                fifos,
                mail,
                exporters.withZabbix(zabbix),
                arbitration.etcd()));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private List<Draft> drafts(Value value, InstanceReader reader) {
        Optional<Mapping> instances = value.mapping("of instance names to their settings");
        if (instances.isEmpty()) {
            return List.of();
        }
        int count = instances.get().entries().size();
        if (count == 0 || count > MAX_INSTANCES) {
            value.error("must hold 1.." + MAX_INSTANCES + " instances, was " + count);
            return List.of();
        }
        List<Draft> drafts = new ArrayList<>();
        for (Entry entry : instances.get().entries().values()) {
            Value each = value.at(entry);
            InstanceNames.check(entry, each, "an instance's");
            Section.of(entry.keyMark(), each, Block.INSTANCE, SETTINGS)
                    .ifPresent(section -> drafts.add(reader.read(entry.key(), section)));
        }
        return drafts;
    }
}
