package dev.holdfast.agent;

import dev.holdfast.agent.http.StatusDocument;
import dev.holdfast.agent.http.VirtualServerDocument;
import java.util.stream.Collectors;

/** Virtual servers for a person: a line for each, and one below it for each server. */
final class VirtualServerTable {
    private VirtualServerTable() {}

    static String render(VirtualServerDocument server) {
        String state = server.up() ? "UP" : "QUORUM LOST";
        return "virtual server " + server.name() + " (" + server.service() + "): " + state + ", weight "
                + server.liveWeight() + " of " + server.quorum() + kernel(server)
                + (server.suspended() ? ", not looked at while its address is elsewhere" : "") + "\n"
                + server.servers().stream().map(VirtualServerTable::line).collect(Collectors.joining());
    }

    private static String kernel(VirtualServerDocument server) {
        String differs = server.table().asWanted() ? "" : ", THE KERNEL'S TABLE DIFFERS";
        return server.inKernel() ? differs : ", NOT IN THE KERNEL";
    }

    private static String line(VirtualServerDocument.Server server) {
        String role = server.role().equals("sorry") ? "sorry server " : "";
        String state = server.role().equals("sorry") ? "" : server.up() ? " UP" : " DOWN";
        String place = server.kernelWeight() == null ? "out" : "weight " + server.kernelWeight();
        String why = server.checks().stream()
                .filter(check -> check.verdict().equals("bad"))
                .map(StatusDocument.Check::detail)
                .collect(Collectors.joining(", "));
        return "  " + role + server.name() + state + ", " + place + ", " + server.activeConnections() + " active, "
                + server.inactiveConnections() + " inactive" + (why.isEmpty() ? "" : ": " + why) + "\n";
    }
}
