package dev.holdfast.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One check of {@code checkers-cases.yaml}, whose real server has an address of its own and a weight of 3.
 *
 * @param server its address
 * @param ours what our table is to have: the address and the weight, or nothing
 * @param theirs the same of keepalived's
 */
record CheckerCase(String name, String server, JsonNode check, boolean begunDown, String ours, String theirs) {
    private static final Path FILE = Path.of("src/test/resources/dev/holdfast/lab/checkers-cases.yaml");
    private static final int WEIGHT = 3;
    private static final int PER_NETWORK = 250;
    private static final List<String> FILES = List.of("zero", "seven");

    private static final String SERVICE =
            "lb_kind: NAT, delay_loop: 6, connect_timeout: 4, retry: 1, delay_before_retry: 1, warmup: 0";

    static List<CheckerCase> all() throws IOException {
        List<CheckerCase> all = new ArrayList<>();
        for (JsonNode one : new YAMLMapper().readTree(FILE.toFile())) {
            int number = all.size() + 1;
            all.add(of(one, "127.1." + number / PER_NETWORK + "." + number % PER_NETWORK));
        }
        return all;
    }

    private static CheckerCase of(JsonNode one, String server) {
        boolean up = one.get("up").asBoolean();
        boolean theirs = one.path("theirs").asBoolean(up);
        String line = server + " " + one.path("weight").asInt(WEIGHT);
        boolean begunDown = one.path("alpha").asBoolean(up);
        return new CheckerCase(
                one.get("name").asText(),
                server,
                reaching(one.get("check")),
                begunDown,
                up ? line : "",
                theirs ? line : "");
    }

    /** Whatever has a port is on one address. */
    private static JsonNode reaching(JsonNode check) {
        for (JsonNode settings : check) {
            if (settings.has("connect_port")) {
                ((ObjectNode) settings).put("connect_ip", "127.0.0.1");
            }
        }
        return check;
    }

    /** All of them as an agent has them. */
    static String holdfast(List<CheckerCase> cases) {
        StringBuilder yaml = new StringBuilder("global_defs: {script_user: root}\ntrack_file:\n");
        FILES.forEach(file -> yaml.append("  ")
                .append(file)
                .append(": {file: /tmp/story/")
                .append(file)
                .append("}\n"));
        yaml.append("virtual_server:\n  10.2.0.1 80:\n    {protocol: TCP, ")
                .append(SERVICE)
                .append(", real_server: {\n");
        cases.forEach(each -> yaml.append("      ").append(each.ourServer()).append(",\n"));
        return yaml.append("    }}\n").toString();
    }

    private String ourServer() {
        String inside = check.toString();
        return server + " 80: {weight: " + WEIGHT + ", alpha: " + begunDown + ", " + inside.substring(1);
    }

    /** All of them as keepalived has them: the same words, by rule. */
    static String keepalived(List<CheckerCase> cases) throws IOException {
        StringBuilder conf = new StringBuilder(
                "global_defs {\n  script_user root\n  checker_log_all_failures true\n  vrrp_version 2\n}\n");
        FILES.forEach(file -> conf.append("track_file ")
                .append(file)
                .append(" {\n  file /tmp/story/")
                .append(file)
                .append("\n}\n"));
        conf.append("virtual_server 10.1.0.1 80 {\n  protocol TCP\n");
        words(new YAMLMapper().readTree("{" + SERVICE + "}"), conf);
        for (CheckerCase each : cases) {
            conf.append("real_server ")
                    .append(each.server)
                    .append(" 80 {\nweight ")
                    .append(WEIGHT)
                    .append('\n');
            conf.append(each.begunDown ? "alpha\n" : "");
            words(each.check, conf);
            conf.append("}\n");
        }
        return conf.append("}\n").toString();
    }

    private static void words(JsonNode block, StringBuilder conf) {
        for (Map.Entry<String, JsonNode> entry : block.properties()) {
            JsonNode value = entry.getValue();
            boolean isBlocks = value.isArray() && value.get(0).isObject();
            for (JsonNode one : isBlocks ? value : List.of(value)) {
                word(entry.getKey(), one, conf);
            }
        }
    }

    private static void word(String key, JsonNode value, StringBuilder conf) {
        if (value.isObject()) {
            conf.append(key).append(" {\n");
            words(value, conf);
            conf.append("}\n");
        } else if (value.isArray()) {
            conf.append(key);
            value.forEach(each -> conf.append(' ').append(each.asText()));
            conf.append('\n');
        } else {
            String text = value.asText();
            conf.append(key).append(text.equals("true") ? "" : " " + (text.contains(" ") ? '"' + text + '"' : text));
            conf.append('\n');
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
