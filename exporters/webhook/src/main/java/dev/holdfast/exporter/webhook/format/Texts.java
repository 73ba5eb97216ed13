package dev.holdfast.exporter.webhook.format;

/** Texts that must not be longer than a receiver takes. */
final class Texts {
    private Texts() {}

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
