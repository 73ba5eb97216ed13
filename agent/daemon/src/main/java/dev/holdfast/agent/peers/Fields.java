package dev.holdfast.agent.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** An object of a document that somebody else wrote. Every reading is of one type and within bounds, or it fails. */
record Fields(String path, JsonNode node) {
    private static final String WORD = "[A-Za-z0-9_.:-]{0,64}";

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Whether it has this field, and not as null. */
    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The object below a field. */
    Fields at(String name) throws NotAStatus {
        return new Fields(path(name), field(name, JsonNode::isObject, "an object"));
    }

    /** The objects of a list. */
    List<Fields> list(String name, int most) throws NotAStatus {
        List<Fields> items = new ArrayList<>();
        for (JsonNode item : array(name, most)) {
            if (!item.isObject()) {
                throw new NotAStatus(path(name) + " is not a list of objects");
            }
            items.add(new Fields(path(name) + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** The words of a list. */
    List<String> words(String name, int most) throws NotAStatus {
        List<String> words = new ArrayList<>();
        for (JsonNode item : array(name, most)) {
            if (!item.isTextual() || !item.textValue().matches(WORD)) {
                throw new NotAStatus(path(name) + " is not a list of words");
            }
            words.add(item.textValue());
        }
        return words;
    }

    private JsonNode array(String name, int most) throws NotAStatus {
        JsonNode array = field(name, JsonNode::isArray, "a list");
        if (array.size() > most) {
            throw new NotAStatus(path(name) + " has more than " + most + " items");
        }
        return array;
    }

    String text(String name, String pattern) throws NotAStatus {
        String text = field(name, JsonNode::isTextual, "a text").textValue();
        if (!text.matches(pattern)) {
            throw new NotAStatus(path(name) + " is not as it should be");
        }
        return text;
    }

    /** A short word; may be empty. */
    String word(String name) throws NotAStatus {
        return text(name, WORD);
    }

    long number(String name, long min, long max) throws NotAStatus {
        JsonNode number = field(name, JsonNode::canConvertToLong, "a whole number");
        if (!number.isIntegralNumber() || number.longValue() < min || number.longValue() > max) {
            throw new NotAStatus(path(name) + " is not a whole number within its range");
        }
        return number.longValue();
    }

    double decimal(String name, double min, double max) throws NotAStatus {
        double number = field(name, JsonNode::isNumber, "a number").doubleValue();
        if (!(number >= min && number <= max)) {
            throw new NotAStatus(path(name) + " is not within its range");
        }
        return number;
    }

    private JsonNode field(String name, java.util.function.Predicate<JsonNode> type, String what) throws NotAStatus {
        JsonNode found = node.path(name);
        if (!type.test(found)) {
            throw new NotAStatus(path(name) + " is not " + what);
        }
        return found;
    }
}
