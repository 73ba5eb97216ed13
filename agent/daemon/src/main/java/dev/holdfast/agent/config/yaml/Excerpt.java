package dev.holdfast.agent.config.yaml;

/** Pieces of a file made fit for a message: short, on one line, without control characters. */
public final class Excerpt {
    /** Enough to recognise a key or a value; a line of a log stays a line. */
    public static final int MAX_LENGTH = 60;

    private Excerpt() {}

    /** The text itself, shortened and with a question mark for everything that would not print. */
    public static String plain(String text) {
        int length = text.codePointCount(0, text.length());
        String head = length <= MAX_LENGTH ? text : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH)) + "...";
        StringBuilder printable = new StringBuilder();
        head.codePoints().map(c -> isPrintable(c) ? c : '?').forEach(printable::appendCodePoint);
        return printable.toString();
    }

    /** Numbers as they are, everything else in quotes. */
    public static String quoted(String text) {
        return text.matches("-?[0-9][0-9a-zA-Z_.]{0,40}") ? text : '"' + plain(text) + '"';
    }

    private static boolean isPrintable(int codePoint) {
        return !Character.isISOControl(codePoint)
                && Character.isDefined(codePoint)
                && Character.getType(codePoint) != Character.FORMAT
                && Character.getType(codePoint) != Character.LINE_SEPARATOR
                && Character.getType(codePoint) != Character.PARAGRAPH_SEPARATOR;
    }
}
