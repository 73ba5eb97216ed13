package dev.holdfast.agent.http;

import dev.holdfast.core.spi.Endpoint;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The agent's own page: a document, its style and its scripts, out of the jar. Nothing is read before somebody asks.
 */
final class PageFiles {
    static final String POLICY_HEADER = "Content-Security-Policy";

    /** Nothing from elsewhere, nothing inline, nobody's frame. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static final Map<String, String> TYPES = Map.of(
            "holdfast.css", "text/css; charset=utf-8",
            "balancer.js", "text/javascript; charset=utf-8",
            "main.js", "text/javascript; charset=utf-8",
            "router.js", "text/javascript; charset=utf-8",
            "view.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private static final String DOCUMENT = "index.html";
    private static final String LIST_OF_PAGES = "<!-- pages -->";
    private static final List<String> OWN = List.of("status", "events", "healthz", "readyz");

    private PageFiles() {}

    /** Reads one of the files beside the document. */
    static Buffer read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no page/" + name);
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The document, with links to all pages; they work without a script too. */
    static Buffer document(List<Endpoint> endpoints) {
        StringBuilder links = new StringBuilder();
        OWN.forEach(path -> link(links, path, "/" + path));
        endpoints.forEach(endpoint -> link(links, endpoint.path().substring(1), endpoint.title()));
        String html = read(DOCUMENT).toString(StandardCharsets.UTF_8);
        return Buffer.buffer(html.replace(LIST_OF_PAGES, links));
    }

    /** Relative, so that the page also works behind a proxy that adds a prefix. */
    private static void link(StringBuilder html, String path, String text) {
        html.append("<li><a href=\"")
                .append(escaped(path))
                .append("\">")
                .append(escaped(text))
                .append("</a></li>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
