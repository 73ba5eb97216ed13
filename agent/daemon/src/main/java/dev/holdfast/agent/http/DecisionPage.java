package dev.holdfast.agent.http;

import dev.holdfast.agent.decide.Offers;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Asks before it acts: a GET shows what would be decided, and only the POST of its button decides. Mail programs and scanners
 * open every link they see.
 */
final class DecisionPage {
    static final String PATH = Offers.PATH;

    /** As of all pages, and the form may come back here. */
    static final String POLICY = PageFiles.CONTENT_SECURITY_POLICY.replace("form-action 'none'", "form-action 'self'");

    private static final String HTML = "text/html; charset=utf-8";

    private final Decisions decisions;

    DecisionPage(Decisions decisions) {
        this.decisions = decisions;
    }

    /** What was asked for. */
    private record Wish(long incident, String keep, String token) {
        static Optional<Wish> of(RoutingContext context) {
            String incident = parameter(context, "incident");
            return incident.matches("[0-9]{1,18}")
                    ? Optional.of(
                            new Wish(Long.parseLong(incident), parameter(context, "keep"), parameter(context, "token")))
                    : Optional.empty();
        }

        private static String parameter(RoutingContext context, String name) {
            return Optional.ofNullable(context.queryParams().get(name)).orElse("");
        }
    }

    Answer question(RoutingContext context) {
        return Wish.of(context).map(this::question).orElseGet(DecisionPage::incomplete);
    }

    Answer decision(RoutingContext context) {
        String from = context.request().remoteAddress().hostAddress();
        return Wish.of(context).map(wish -> decision(wish, from)).orElseGet(DecisionPage::incomplete);
    }

    private Answer question(Wish wish) {
        Optional<String> refusal = decisions.refusal(wish.incident, wish.keep, wish.token);
        if (refusal.isPresent()) {
            return page(403, wish.incident, "<p>Not possible: " + escaped(refusal.get()) + ".</p>");
        }
        String keep = escaped(wish.keep);
        String action = escaped("resolve?" + Offers.query(wish.incident, wish.keep, wish.token));
        return page(
                200,
                wish.incident,
                "<p>Keep <b>" + keep + "</b> as master? This node acts at once: if that is another"
                        + " node, this one lets go of its addresses and stays out.</p><form method=\"post\" action=\""
                        + action
                        + "\"><button>Keep " + keep + "</button></form>");
    }

    private Answer decision(Wish wish, String from) {
        Decisions.Outcome outcome = decisions.decide(wish.incident, wish.keep, wish.token, from);
        return page(outcome.done() ? 200 : 403, wish.incident, "<p>" + escaped(outcome.text()) + ".</p>");
    }

    private static Answer incomplete() {
        return Answer.error(400, "incident, keep and token are wanted");
    }

    private static Answer page(int status, long incident, String body) {
        return new Answer(
                status,
                HTML,
                Buffer.buffer("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Split brain " + incident
                        + "</title><h1>Split brain " + incident + "</h1>" + body + "</html>\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
