package dev.holdfast.agent.config.yaml;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What the parser could not read, in the words of somebody who writes a file.
 *
 * <p>The parser quotes the line and speaks of tokens; the line may hold a secret, and an operator does not think in
 * tokens. So its text only selects ours.
 */
final class SyntaxFault {
    private static final Pattern TAB_INDENT = Pattern.compile("^ *\t.*");

    private SyntaxFault() {}

    static YamlFault explain(MarkedYAMLException e, String text) {
        String problem = String.valueOf(e.getProblem());
        String context = String.valueOf(e.getContext());
        Mark at = mark(e.getProblemMark());
        Mark opened = mark(e.getContextMark());
        if (TAB_INDENT.matcher(line(text, at.line())).matches()) {
            return fault(at, "a tab in the indentation; YAML wants spaces");
        }
        if (context.contains("flow mapping")) {
            return fault(opened, "the { that opens here is not closed, or a comma or } is missing inside it");
        }
        if (context.contains("flow sequence")) {
            return fault(opened, "the [ that opens here is not closed, or a comma or ] is missing inside it");
        }
        if (problem.contains("unknown escape") || problem.contains("escape sequence")) {
            return fault(at, "an unknown escape after \\; in single quotes a backslash is just a backslash");
        }
        if (context.contains("quoted scalar")) {
            return fault(opened, "the quote that opens here is not closed");
        }
        return fault(at, describe(problem, context));
    }

    private static String describe(String problem, String context) {
        if (problem.contains("mapping values are not allowed")) {
            return "a colon that YAML cannot place here: the indentation is wrong, or a text with a colon needs quotes";
        }
        if (problem.contains("cannot start any token")) {
            return "a text cannot begin with this character; put it in quotes";
        }
        if (problem.contains("could not find expected ':'")) {
            return "this line is neither \"key: value\" nor a list item; a colon is missing here or just before";
        }
        if (problem.contains("<block end>")) {
            return "the indentation or the kind of this line does not fit the lines above it";
        }
        if (problem.contains("<document start>")) {
            return "text after the end of the document";
        }
        if (problem.contains("tag handle") || context.contains("tag") || context.contains("directive")) {
            return "tags (!name) and directives (%NAME) are not allowed";
        }
        if (context.contains("alias") || context.contains("anchor")) {
            return "anchors (&name) and aliases (*name) are not allowed; a text that begins with & or * needs quotes";
        }
        return "is not valid YAML";
    }

    private static String line(String text, int number) {
        String[] lines = text.split("\n", -1);
        return number <= lines.length ? lines[number - 1] : "";
    }

    private static Mark mark(org.yaml.snakeyaml.error.@Nullable Mark mark) {
        return mark == null ? Mark.START : new Mark(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static YamlFault fault(Mark mark, String message) {
        return new YamlFault(mark, YamlPath.ROOT, message);
    }
}
