package dev.holdfast.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The JSON-RPC API of a frontend, asked from inside its namespace. */
final class ZabbixApi {
    static final String FRONTEND = "127.0.0.1:8080";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "http://" + FRONTEND + "/api_jsonrpc.php";

    /** What the frontend's own form ticks by default, and nothing is deleted. */
    private static final List<String> KINDS = List.of(
            "groups", "templates", "valueMaps", "templateDashboards", "items", "discoveryRules", "triggers", "graphs");

    private final Lab lab;
    private final LabNode node;
    private String token = "";

    ZabbixApi(Lab lab, LabNode node) {
        this.lab = lab;
        this.node = node;
    }

    void awaitLogin() {
        boolean up = Clock.waitFor(
                30, () -> node.exec("curl", "-s", "-o", "/dev/null", URL).status() == 0);
        if (!up) {
            throw new AssertionError("no frontend at " + URL);
        }
        token = call("user.login", Map.of("username", "Admin", "password", "zabbix"))
                .asText();
    }

    /** The result of a call; the test fails when there is an error instead. */
    JsonNode call(String method, Map<String, ?> parameters) {
        ObjectNode request = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("method", method)
                .put("id", 1);
        if (!token.isEmpty()) {
            request.put("auth", token);
        }
        request.set("params", JSON.valueToTree(parameters));
        Path body = lab.write("request.json", request.toString());
        Shell.Result answer = node.exec(
                "curl", "-s", "-m", "55", "-H", "Content-Type: application/json-rpc", "--data-binary", "@" + body, URL);
        try {
            JsonNode root = JSON.readTree(answer.output());
            if (!root.has("result")) {
                throw new AssertionError(method + ": " + answer.output());
            }
            return root.get("result");
        } catch (JsonProcessingException e) {
            throw new AssertionError(method + ": " + answer.output(), e);
        }
    }

    boolean importTemplate(Path file) {
        return call("configuration.import", importing(file)).asBoolean();
    }

    /** What an import would change. */
    JsonNode compare(Path file) {
        return call("configuration.importcompare", importing(file));
    }

    private static Map<String, Object> importing(Path file) {
        ObjectNode rules = JSON.createObjectNode();
        KINDS.forEach(kind -> rules.putObject(kind).put("createMissing", true).put("updateExisting", true));
        try {
            return Map.of("format", "yaml", "rules", rules, "source", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A host with an agent interface and a template. */
    void createHost(String name, String group, String template, String address, int port, Map<String, String> macros) {
        List<Map<String, String>> macroList = macros.entrySet().stream()
                .map(macro -> Map.of("macro", macro.getKey(), "value", macro.getValue()))
                .toList();
        Map<String, Object> access =
                Map.of("type", 1, "main", 1, "useip", 1, "ip", address, "dns", "", "port", Integer.toString(port));
        call(
                "host.create",
                Map.of(
                        "host", name,
                        "groups", List.of(Map.of("groupid", groupId(group))),
                        "templates", List.of(Map.of("templateid", id("template", "host", template))),
                        "interfaces", List.of(access),
                        "macros", macroList));
    }

    private String groupId(String name) {
        JsonNode found = call("hostgroup.get", Map.of("filter", Map.of("name", name)));
        return found.isEmpty()
                ? call("hostgroup.create", Map.of("name", name))
                        .at("/groupids/0")
                        .asText()
                : found.at("/0/groupid").asText();
    }

    private String id(String kind, String field, String name) {
        JsonNode found = call(kind + ".get", Map.of("filter", Map.of(field, name)));
        return found.at("/0/" + kind + "id").asText();
    }

    void deleteHost(String name) {
        JsonNode found = call("host.get", Map.of("filter", Map.of("host", name)));
        call("host.delete", Map.of("0", found.at("/0/hostid").asText()));
    }

    /** The items of a host, with {@code key_}, {@code lastvalue}, {@code lastclock}, {@code state} and {@code error}. */
    List<JsonNode> items(String host) {
        List<String> fields = List.of("key_", "lastvalue", "lastclock", "state", "error", "value_type");
        return list(call("item.get", Map.of("host", host, "output", fields, "sortfield", "key_")));
    }

    /** The last value of an item; empty when there is no item or no value. */
    String value(String host, String key) {
        return items(host).stream()
                .filter(item -> item.path("key_").asText().equals(key))
                .filter(item -> !item.path("lastclock").asText().equals("0"))
                .map(item -> item.path("lastvalue").asText())
                .findFirst()
                .orElse("");
    }

    /** Discovery rules of a host that do not work, and why. */
    List<String> brokenRules(String host) {
        JsonNode rules = call("discoveryrule.get", Map.of("host", host, "output", List.of("key_", "state", "error")));
        return list(rules).stream()
                .filter(rule -> !rule.path("state").asText().equals("0"))
                .map(JsonNode::toString)
                .toList();
    }

    /** The names of problems that began since then, of this severity: 5 is Disaster. */
    List<String> problemsSince(long epochSeconds, int severity) {
        JsonNode events = call(
                "event.get",
                Map.of(
                        "output", List.of("name"),
                        "time_from", epochSeconds,
                        "value", 1,
                        "severities", List.of(severity),
                        "sortfield", List.of("eventid")));
        return list(events).stream().map(event -> event.path("name").asText()).toList();
    }

    /** The names of all problems that are there now. */
    List<String> openProblems() {
        return list(call("problem.get", Map.of("output", List.of("name")))).stream()
                .map(problem -> problem.path("name").asText())
                .toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        Stream.of(array).forEach(each -> each.forEach(all::add));
        return all;
    }
}
