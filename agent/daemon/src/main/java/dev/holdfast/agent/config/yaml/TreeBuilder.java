package dev.holdfast.agent.config.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.config.yaml.YamlNode.Mapping;
import dev.holdfast.agent.config.yaml.YamlNode.Scalar;
import dev.holdfast.agent.config.yaml.YamlNode.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the tree from the parser's tokens and collects what is refused on the way. */
final class TreeBuilder {
    /** Twenty levels are three times what any of our files needs; the recursion below is bounded by it. */
    static final int MAX_DEPTH = 20;

    private final YAMLParser parser;
    private final String[] lines;
    private final List<YamlFault> faults = new ArrayList<>();

    TreeBuilder(YAMLParser parser, String[] lines) {
        this.parser = parser;
        this.lines = lines;
    }

    YamlDocument build() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return new YamlDocument(Optional.empty(), faults);
        }
        try {
            YamlNode root = node(first, YamlPath.ROOT, 1);
            if (parser.nextToken() != null) {
                fault(mark(), YamlPath.ROOT, "a second document begins here; a configuration is one document");
            }
            return new YamlDocument(Optional.of(root), faults);
        } catch (TooDeepException e) {
            return new YamlDocument(Optional.empty(), faults); // Which holds the reason.
        }
    }

    /** Leaves the recursion; what follows in the file is of no interest any more. */
    private static final class TooDeepException extends IOException {}

    private YamlNode node(JsonToken token, String path, int depth) throws IOException {
        Mark mark = mark();
        refuseReferences(mark, path);
        if (depth > MAX_DEPTH) {
            fault(mark, path, "nested deeper than " + MAX_DEPTH + " levels");
            throw new TooDeepException();
        }
        if (token == JsonToken.START_OBJECT) {
            return mapping(mark, path, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(mark, path, depth);
        }
        return new Scalar(mark, token == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(parser.getText()));
    }

    private void refuseReferences(Mark mark, String path) throws IOException {
        if (parser.isCurrentAlias()) {
            fault(mark, path, "aliases (*name) are not allowed; write the value out");
        } else if (parser.getObjectId() != null) {
            fault(mark, path, "anchors (&name) are not allowed; write the value out where it is needed");
        }
        if (parser.getTypeId() != null) {
            fault(mark, path, "tags (!name) are not allowed; a text that begins with ! needs quotes");
        }
    }

    private Mapping mapping(Mark mark, String path, int depth) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Mark keyMark = mark();
            String key = parser.currentName();
            String keyPath = YamlPath.of(path, key);
            refuseDecoratedKey(keyMark, keyPath, key);
            Entry entry = new Entry(keyMark, key, node(parser.nextToken(), keyPath, depth + 1));
            Entry earlier = entries.putIfAbsent(key, entry);
            if (earlier != null) {
                fault(
                        keyMark,
                        keyPath,
                        "is written twice; the first is on line "
                                + earlier.keyMark().line());
            }
        }
        return new Mapping(mark, entries);
    }

    /** The parser forgets the tag of a key, but the key's mark is where its tag or anchor stands. */
    private void refuseDecoratedKey(Mark mark, String path, String key) {
        int first = characterAt(mark);
        if (first == '!') {
            fault(mark, path, "tags (!name) are not allowed; a text that begins with ! needs quotes");
        } else if (first == '&') {
            fault(mark, path, "anchors (&name) are not allowed; write the value out where it is needed");
        } else if (key.equals("<<")) {
            fault(mark, path, "merge keys (<<) are not allowed; write the settings out");
        }
    }

    private int characterAt(Mark mark) {
        String line = mark.line() <= lines.length ? lines[mark.line() - 1] : "";
        boolean inside = mark.column() <= line.codePointCount(0, line.length());
        return inside ? line.codePointAt(line.offsetByCodePoints(0, mark.column() - 1)) : ' ';
    }

    private Sequence sequence(Mark mark, String path, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        @Nullable JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            items.add(node(token, YamlPath.of(path, items.size()), depth + 1));
            token = parser.nextToken();
        }
        return new Sequence(mark, items);
    }

    private Mark mark() {
        JsonLocation location = parser.currentTokenLocation();
        return new Mark(location.getLineNr(), location.getColumnNr());
    }

    private void fault(Mark mark, String path, String message) {
        faults.add(new YamlFault(mark, path, message));
    }
}
