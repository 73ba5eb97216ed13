package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Zabbix's own agents beside Holdfast, with the user parameters that the distribution brings. */
final class ZabbixAgents {
    static final int AGENTD_PORT = 20050;
    static final int AGENT2_PORT = 20051;

    private static final Path INSTALLED = Path.of("/opt/holdfast");

    private ZabbixAgents() {}

    /** The distribution as it was built. */
    static Path home() {
        return HoldfastProcess.launcher().resolve("../..").normalize();
    }

    static void start(Lab lab, LabNode node) {
        Path parameters = lab.write("holdfast.conf", userParameters());
        String common = "LogType=console\nServer=0.0.0.0/0\nHostname=a\nInclude=" + parameters + "\n";
        Path agentd = lab.write(
                "zabbix_agentd.conf",
                common + "AllowRoot=1\nStartAgents=2\nPidFile=" + lab.folder() + "/zabbix_agentd.pid\nListenPort="
                        + AGENTD_PORT + "\n");
        Path agent2 = lab.write(
                "zabbix_agent2.conf",
                common + "ControlSocket=" + lab.folder() + "/agent2.sock\nListenPort=" + AGENT2_PORT + "\n");
        LabProcess first =
                LabProcess.start(lab, node.namespace(), List.of("zabbix_agentd", "-f", "-c", agentd.toString()));
        lab.keep(() -> {
            first.signal(Libc.SIGTERM); // It has shared memory to give back.
            first.awaitExit(10);
        });
        LabProcess.start(lab, node.namespace(), List.of("zabbix_agent2", "-c", agent2.toString()));
    }

    private static String userParameters() {
        try {
            return Files.readString(home().resolve("zabbix-template/files/holdfast.conf"))
                    .replace(INSTALLED.toString(), home().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
