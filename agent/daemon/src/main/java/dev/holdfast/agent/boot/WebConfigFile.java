package dev.holdfast.agent.boot;

import dev.holdfast.agent.config.Problem;
import dev.holdfast.agent.config.WebConfigReader;
import dev.holdfast.agent.http.WebConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web config file and what it names, looked at again and again, so that a certificate is replaced without a restart.
 * What is wrong is told once, and what was in force stays. One thread at a time.
 */
final class WebConfigFile implements Supplier<Optional<WebConfig>> {
    private static final Logger LOG = LoggerFactory.getLogger(WebConfigFile.class);

    private final Path file;
    private List<Path> files;
    private String seen;

    WebConfigFile(Path file) {
        this.file = file;
        this.files = List.of(file);
        this.seen = fingerprint();
    }

    /**
     * Reads it for the first time.
     *
     * @throws IOException when something is wrong with it; it was not when the configuration was read
     */
    WebConfig first() throws IOException {
        WebConfigReader.Read read = read();
        return read.config().orElseThrow(() -> new IOException(texts(read.problems())));
    }

    /** What it says now, if it is right and may say something else than before. */
    @Override
    public Optional<WebConfig> get() {
        if (fingerprint().equals(seen)) {
            return Optional.empty();
        }
        WebConfigReader.Read read = read();
        read.problems().forEach(problem -> LOG.warn("{}", problem));
        if (read.config().isEmpty()) {
            LOG.error("the web config in force stays: {}", texts(read.problems()));
        }
        return read.config();
    }

    /** Files that change while they are read are read once more at the next look. */
    private WebConfigReader.Read read() {
        String before = fingerprint();
        WebConfigReader.Read read = WebConfigReader.read(file);
        boolean sameFiles = read.files().equals(files);
        files = read.files();
        seen = sameFiles ? before : fingerprint();
        return read;
    }

    private static String texts(List<Problem> problems) {
        return problems.stream().filter(Problem::isError).map(Problem::toString).collect(Collectors.joining("; "));
    }

    private String fingerprint() {
        return files.stream().map(WebConfigFile::fingerprint).collect(Collectors.joining("\n"));
    }

    private static String fingerprint(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
        } catch (IOException gone) {
            return "not there"; // Reading it will say why.
        }
    }
}
