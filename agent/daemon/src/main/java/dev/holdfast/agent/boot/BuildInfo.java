package dev.holdfast.agent.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this program is.
 *
 * @param version its version
 * @param revision the source revision it was built from, or {@code unknown}
 */
public record BuildInfo(String version, String revision) {
    /** Written by the build beside the classes. */
    public static BuildInfo read() {
        Properties properties = new Properties();
        try (InputStream source = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (source != null) {
                properties.load(source);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the distribution is damaged", unreadable);
        }
        return new BuildInfo(
                properties.getProperty("version", "unknown"), properties.getProperty("revision", "unknown"));
    }
}
