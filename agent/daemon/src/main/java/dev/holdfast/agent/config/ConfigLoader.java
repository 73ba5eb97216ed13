package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.YamlDocument;
import dev.holdfast.agent.config.yaml.YamlFault;
import dev.holdfast.agent.config.yaml.YamlNode;
import dev.holdfast.agent.config.yaml.YamlPath;
import dev.holdfast.agent.config.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The entrance: a file to settings, or to every problem it has.
 *
 * <p>Nothing the operator writes makes it throw. It reads the disk; call it on a worker thread. Stateless, usable from any
 * number of threads.
 */
public final class ConfigLoader {
    /** A thousand instances fit in; a file beyond this is not a configuration. */
    public static final int MAX_BYTES = 1 << 20;

    private final Host host;

    public ConfigLoader(Host host) {
        this.host = host;
    }

    /**
     * A loader that looks at the machine it runs on.
     *
     * @param hostName the host's name, which is the node's name unless the file says otherwise
     */
    public static ConfigLoader forThisHost(String hostName) {
        return new ConfigLoader(new ThisHost(hostName));
    }

    /** Reads a file. One that cannot be read is a problem without a line. */
    public ConfigResult load(Path file) {
        String name = file.toString();
        try {
            Optional<String> complaint = complaint(file);
            if (complaint.isPresent()) {
                return invalid(name, complaint.get());
            }
            byte[] bytes = host.read(file, MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return invalid(name, "is larger than 1 MiB");
            }
            Problems problems = new Problems(name);
            warnOfStrangers(file, problems);
            return decode(bytes, problems);
        } catch (IOException e) {
            return invalid(name, IoWords.of(e));
        }
    }

    private static Optional<String> complaint(Path file) {
        if (!Files.exists(file)) {
            return Optional.of(IoWords.MISSING);
        }
        if (Files.isDirectory(file)) {
            return Optional.of("is a directory, not a file");
        }
        // A pipe would block, a device never end.
        return Files.isRegularFile(file) ? Optional.empty() : Optional.of("is not a regular file");
    }

    /** Whoever may change the file decides which scripts run. */
    private void warnOfStrangers(Path file, Problems problems) throws IOException {
        host.status(file.toRealPath())
                .filter(FileStatus::isWritableByAll)
                .ifPresent(status -> problems.fileWarning(
                        "everybody may change this file (mode " + status.octalMode() + "); use chmod o-w"));
    }

    private ConfigResult decode(byte[] bytes, Problems problems) {
        Utf8.Text text = Utf8.decode(bytes);
        if (text.complaint().isEmpty()) {
            return parse(text.content(), problems);
        }
        problems.error(text.end(), YamlPath.ROOT, text.complaint().get());
        return new ConfigResult.Invalid(problems.inOrder());
    }

    private static ConfigResult invalid(String fileName, String message) {
        return new ConfigResult.Invalid(List.of(Problem.ofFile(fileName, message)));
    }

    /** Reads a text; {@code fileName} only names it in problems. */
    public ConfigResult parse(String fileName, String yaml) {
        return yaml.length() > MAX_BYTES
                ? invalid(fileName, "is larger than 1 MiB")
                : parse(yaml, new Problems(fileName));
    }

    private ConfigResult parse(String yaml, Problems problems) {
        String text = yaml.startsWith("\ufeff") ? yaml.substring(1) : yaml;
        YamlDocument document = YamlReader.read(text);
        Optional<YamlFault> foreign = KeepalivedSyntax.find(document, text);
        List<YamlFault> faults = foreign.map(List::of).orElse(document.faults());
        faults.forEach(fault -> problems.error(fault.mark(), fault.path(), fault.message()));
        if (!faults.isEmpty()) {
            return new ConfigResult.Invalid(problems.inOrder());
        }
        Optional<YamlNode> root = document.root().filter(node -> !node.isNothing());
        return root.map(node -> read(node, problems)).orElseGet(() -> invalid(problems.file(), "is empty"));
    }

    private ConfigResult read(YamlNode root, Problems problems) {
        Optional<AgentConfig> config = new ConfigReader(host, problems).read(root);
        List<Problem> found = problems.inOrder();
        return config.<ConfigResult>map(settings -> new ConfigResult.Loaded(settings, found))
                .orElseGet(() -> new ConfigResult.Invalid(found));
    }
}
