package dev.holdfast.exporter.webhook.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.exporter.webhook.event.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operator's own JSON. It is parsed first and filled afterwards, so that no value can break it.
 *
 * <p>A text that is nothing but <code>{{path}}</code> becomes what stands there, of whatever kind; within a longer text it
 * becomes its text. <code>{"$if": path, "then": …, "else": …}</code> chooses, <code>{"$each": path, "do": …}</code> makes a
 * list with <code>{{item}}</code>, <code>{"$join": path, "with": …}</code> a text. A path that leads nowhere is null.
 */
final class Template implements Format {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.]{1,200})\\s*}}");

    private final JsonNode template;

    /** @throws IllegalArgumentException when the text is not JSON */
    Template(String text) {
        try {
            this.template = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("a template must be JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    @Override
    public Rendered render(Envelope event, long nowMillis) {
        return Rendered.json(fill(template, event));
    }

    private static JsonNode fill(JsonNode node, Envelope scope) {
        if (node instanceof TextNode text) {
            return fillText(text.textValue(), scope);
        }
        if (node instanceof ArrayNode list) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> filled.add(fill(item, scope)));
            return filled;
        }
        return node instanceof ObjectNode object ? fillObject(object, scope) : node;
    }

    private static JsonNode fillObject(ObjectNode object, Envelope scope) {
        if (object.has("$if")) {
            boolean holds = isSomething(scope.find(object.path("$if").asText()));
            return fill(holds ? object.path("then") : object.path("else"), scope);
        }
        if (object.has("$each")) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            items(object, "$each", scope).forEach(item -> filled.add(fill(object.path("do"), within(scope, item))));
            return filled;
        }
        if (object.has("$join")) {
            List<String> texts = new ArrayList<>();
            items(object, "$join", scope).forEach(item -> texts.add(text(item)));
            return TextNode.valueOf(String.join(object.path("with").asText(", "), texts));
        }
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue(), scope)));
        return filled;
    }

    private static JsonNode items(ObjectNode object, String word, Envelope scope) {
        return scope.find(object.path(word).asText());
    }

    private static Envelope within(Envelope scope, JsonNode item) {
        ObjectNode inner = scope.json().objectNode();
        inner.setAll(scope.json());
        inner.set("item", item);
        return new Envelope(inner);
    }

    private static JsonNode fillText(String text, Envelope scope) {
        Matcher whole = PLACE.matcher(text);
        if (whole.matches()) {
            JsonNode found = scope.find(whole.group(1));
            return found.isMissingNode() ? NullNode.getInstance() : found;
        }
        return TextNode.valueOf(
                PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(text(scope.find(place.group(1))))));
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static boolean isSomething(JsonNode value) {
        if (value.isContainerNode()) {
            return !value.isEmpty();
        }
        return value.isTextual() ? !value.textValue().isEmpty() : value.asBoolean();
    }
}
