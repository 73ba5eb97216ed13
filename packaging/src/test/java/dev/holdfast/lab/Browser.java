package dev.holdfast.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A headless Chromium on a node of the lab with one page open. It is spoken to by its DevTools protocol over a pipe, so that
 * it may live in a namespace that we do not.
 */
final class Browser implements AutoCloseable {
    private static final long ANSWER_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The browser reads descriptor 3 and writes descriptor 4; both are ours as input and output. */
    private static final String COMMAND = "exec chromium --headless=new --no-sandbox --disable-gpu --no-first-run"
            + " --disable-background-networking --user-data-dir=\"$1\" --remote-debugging-pipe about:blank"
            + " 3<&0 4>&1 >/dev/null 2>\"$1.log\"";

    private final Process process;
    private final AtomicInteger counter = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final String session;

    private Browser(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "lab-browser");
        reader.setDaemon(true);
        reader.start();
        String target = call("", "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Accessibility", "DOM")) {
            call(domain + ".enable", Map.of());
        }
    }

    static Browser start(Lab lab, LabNode node) {
        List<String> command = List.of(
                "ip",
                "netns",
                "exec",
                node.namespace(),
                "bash",
                "-c",
                COMMAND,
                "browser",
                lab.folder().resolve("browser").toString());
        try {
            Process process = new ProcessBuilder(command).start();
            return lab.keep(new Browser(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page and waits until it has been loaded. */
    void open(String url) {
        call("Page.navigate", Map.of("url", url));
        await("document.readyState === 'complete' && location.href.startsWith('http')", 20);
    }

    /** As on a screen of this size, light or dark. */
    void looksLike(int width, int height, String colourScheme) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
    }

    /** The value of an expression on the page. */
    JsonNode evaluate(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    String text(String selector) {
        return evaluate("document.querySelector('" + selector + "')?.innerText ?? ''")
                .asText();
    }

    /** Waits until an expression on the page is true. */
    void await(String expression, double seconds) {
        if (!Clock.waitFor(
                seconds, () -> evaluate("Boolean(" + expression + ")").asBoolean())) {
            throw new AssertionError("never came true: " + expression + "\n"
                    + evaluate("document.body.innerText").asText());
        }
    }

    void press(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            type,
                            "key",
                            key,
                            "code",
                            key,
                            "windowsVirtualKeyCode",
                            key.equals("Tab") ? 9 : 13,
                            "text",
                            key.equals("Enter") && type.equals("keyDown") ? "\r" : ""));
        }
    }

    /** What a screen reader is told: role and name of each node that it does not skip. */
    List<String> accessibleNodes() {
        List<String> found = new ArrayList<>();
        for (JsonNode node : call("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
            if (!node.path("ignored").asBoolean()) {
                found.add(node.path("role").path("value").asText() + " "
                        + node.path("name").path("value").asText());
            }
        }
        return found;
    }

    byte[] screenshot() {
        JsonNode answer = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        return Base64.getDecoder().decode(answer.get("data").asText());
    }

    /** What went to the page's console as an error, was refused by its policy, or threw. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return call(session, method, parameters);
    }

    private JsonNode call(String where, String method, Map<String, ?> parameters) {
        int id = counter.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!where.isEmpty()) {
            message.put("sessionId", where);
        }
        try {
            send(message);
            JsonNode result = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (result.has("error")) {
                throw new AssertionError(method + ": " + result.get("error"));
            }
            return result.get("result");
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the browser does not answer to " + method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void send(JsonNode message) throws IOException {
        OutputStream out = process.getOutputStream();
        synchronized (out) {
            out.write(JSON.writeValueAsBytes(message));
            out.write(0);
            out.flush();
        }
    }

    private void read() {
        try (InputStream in = process.getInputStream()) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                if (octet != 0) {
                    message.write(octet);
                    continue;
                }
                take(JSON.readTree(message.toString(StandardCharsets.UTF_8)));
                message.reset();
            }
        } catch (IOException closed) {
            answers.values().forEach(each -> each.completeExceptionally(closed));
        }
    }

    private void take(JsonNode message) {
        CompletableFuture<JsonNode> waiting = answers.remove(message.path("id").asInt());
        if (waiting != null) {
            waiting.complete(message);
            return;
        }
        JsonNode what = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" ->
                complaints.add(what.path("exceptionDetails").toString());
            case "Log.entryAdded" -> {
                if (what.path("entry").path("level").asText().equals("error")) {
                    complaints.add(what.path("entry").path("text").asText() + " "
                            + what.path("entry").path("url").asText());
                }
            }
            case "Runtime.consoleAPICalled" -> {
                if (what.path("type").asText().equals("error")) {
                    complaints.add(what.path("args").toString());
                }
            }
            default -> {
                // Most of what a browser tells is of no interest here.
            }
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
