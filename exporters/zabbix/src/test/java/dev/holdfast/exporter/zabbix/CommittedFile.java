package dev.holdfast.exporter.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is generated, committed and reviewed. Written anew with {@code -Dupdate=true}. */
final class CommittedFile {
    private final Path path;

    /** The file at a path relative to the module. */
    CommittedFile(String relative) {
        path = Path.of(System.getProperty("basedir", ".")).resolve(relative).normalize();
    }

    void assertEquals(String generated) throws IOException {
        if (Boolean.getBoolean("update")) {
            Files.writeString(path, generated);
        }
        assertThat(generated)
                .as(
                        "%s differs from what the code says; run the test with -Dupdate=true and review",
                        path.getFileName())
                .isEqualTo(Files.exists(path) ? Files.readString(path) : "");
    }
}
