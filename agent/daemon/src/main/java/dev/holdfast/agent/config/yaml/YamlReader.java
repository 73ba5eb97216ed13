package dev.holdfast.agent.config.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.JacksonYAMLParseException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Text to tree. */
public final class YamlReader {
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private YamlReader() {}

    /** Reads a whole file; what is wrong with it is in the answer, never an exception. */
    public static YamlDocument read(String text) {
        Optional<YamlFault> unprintable = ControlCharacters.find(text);
        if (unprintable.isPresent()) {
            return YamlDocument.faulty(unprintable.get());
        }
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new TreeBuilder(parser, text.split("\n", -1)).build();
        } catch (JacksonYAMLParseException e) {
            return YamlDocument.faulty(syntaxFault(e, text));
        } catch (StreamConstraintsException e) {
            return YamlDocument.faulty(new YamlFault(markOf(e), YamlPath.ROOT, "a key or a value here is too long"));
        } catch (JsonProcessingException e) {
            // The parser proper has spoken above; what is left is a key that is no scalar.
            return YamlDocument.faulty(new YamlFault(
                    markOf(e), YamlPath.ROOT, "a key must be a plain word, not a list, a mapping or an alias"));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a string", e);
        }
    }

    private static YamlFault syntaxFault(JacksonYAMLParseException e, String text) {
        return e.getCause() instanceof MarkedYAMLException marked
                ? SyntaxFault.explain(marked, text)
                : new YamlFault(markOf(e), YamlPath.ROOT, "is not valid YAML");
    }

    private static Mark markOf(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? Mark.START : new Mark(location.getLineNr(), location.getColumnNr());
    }
}
