package dev.holdfast.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.agent.log.RecentEvents;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A link is opened by mail scanners too: what decides is the button alone. */
class DecisionPageTest {
    private final List<String> decided = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final StatusServer server;

    DecisionPageTest() throws Exception {
        Decisions decisions = new Decisions() {
            @Override
            public Optional<String> refusal(long incident, String keep, String token) {
                return token.equals("good") ? Optional.empty() : Optional.of("the token is not good");
            }

            @Override
            public Outcome decide(long incident, String keep, String token, String from) {
                decided.add(incident + " " + keep + " " + token + " " + from);
                return new Outcome(decided.size() == 1, decided.size() == 1 ? "this node stays" : "used <twice>");
            }
        };
        Shown shown = new Shown(new Snapshots(true), new RecentEvents(), () -> 0, List.of(), Optional.of(decisions));
        server = StatusServer.start(new HttpSettings("127.0.0.1", 0), shown);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> ask(String method, String query) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/split-brain/resolve?" + query);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aGetAsksAndChangesNothing() throws Exception {
        HttpResponse<String> page = ask("GET", "incident=7&keep=lb%3C01&token=good");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Keep <b>lb&lt;01</b> as master?", "<form method=\"post\"", "keep=lb%3C01&amp;token=good");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self'", "default-src 'none'");
        assertThat(decided).isEmpty();
    }

    @Test
    void aGetWithABadTokenSaysSo() throws Exception {
        HttpResponse<String> page = ask("GET", "incident=7&keep=lb01&token=bad");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("Not possible: the token is not good.").doesNotContain("<form");
    }

    @Test
    void aPostDecidesAndSaysWhatCameOfIt() throws Exception {
        HttpResponse<String> first = ask("POST", "incident=7&keep=lb01&token=good");
        HttpResponse<String> second = ask("POST", "incident=7&keep=lb01&token=good");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("<p>this node stays.</p>");
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(second.body()).contains("<p>used &lt;twice&gt;.</p>");
        assertThat(decided).hasSize(2).first().isEqualTo("7 lb01 good 127.0.0.1");
    }

    @Test
    void whatIsIncompleteIsRefused() throws Exception {
        assertThat(ask("POST", "keep=lb01&token=good").statusCode()).isEqualTo(400);
        assertThat(ask("POST", "incident=x&keep=lb01&token=good").statusCode()).isEqualTo(400);
        assertThat(decided).isEmpty();
    }
}
