package dev.holdfast.agent.track;

import dev.holdfast.core.track.TrackerResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Counts the processes that run a program.
 *
 * <p>A process runs the program {@code name} when that is the file name of its executable, or when it is the name that
 * the kernel gave it at exec: the latter is what a script with {@code #!} is known by, and all that can be seen of other
 * users' processes without privileges. Of a longer name the kernel keeps 15 octets; then the arguments must name it too.
 * A process that has ended and is not yet asked for does not run any more.
 */
final class ProcessLook {
    private static final int KERNEL_NAME = 15;
    private static final String DELETED = " (deleted)";

    private final Path proc;

    ProcessLook(Path proc) {
        this.proc = proc;
    }

    TrackerResult count(Probe.ProcessCount wanted) {
        int found = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                found += matches(process, wanted) ? 1 : 0;
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
            return TrackerResult.notMade("processes cannot be listed: " + unreadable.getMessage());
        }
        return judge(found, wanted);
    }

    private static TrackerResult judge(int found, Probe.ProcessCount wanted) {
        boolean enough = found >= wanted.quorum();
        boolean tooMany =
                wanted.quorumMax().isPresent() && found > wanted.quorumMax().getAsInt();
        String limits = wanted.quorumMax().isPresent()
                ? wanted.quorum() + ".." + wanted.quorumMax().getAsInt()
                : "at least " + wanted.quorum();
        return enough && !tooMany
                ? TrackerResult.passed(found + " running")
                : TrackerResult.failed(found + " running, wanted " + limits);
    }

    private static boolean matches(Path process, Probe.ProcessCount wanted) {
        try {
            boolean isNamed = kernelName(process).equals(cut(wanted.name()));
            if (!isNamed && !executable(process).equals(Optional.of(wanted.name()))) {
                return false;
            }
            List<String> words = commandLine(process);
            if (words.isEmpty()) {
                return false; // A thread of the kernel, or a process that has ended.
            }
            boolean isCut = isNamed && wanted.name().length() >= KERNEL_NAME && !names(words, wanted.name());
            boolean isOther = isCut && !executable(process).equals(Optional.of(wanted.name()));
            return !isOther
                    && wanted.parameters()
                            .map(parameters -> parameters(words, wanted.name()).equals(parameters))
                            .orElse(true);
        } catch (IOException ended) {
            return false; // Between the listing and the look.
        }
    }

    private static String cut(String name) {
        return name.length() > KERNEL_NAME ? name.substring(0, KERNEL_NAME) : name;
    }

    private static String kernelName(Path process) throws IOException {
        String line = Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1);
        return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }

    private static Optional<String> executable(Path process) {
        try {
            String name =
                    fileName(Files.readSymbolicLink(process.resolve("exe")).toString());
            // So after an update of the package, until the service is restarted.
            return Optional.of(name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name);
        } catch (IOException notOurs) {
            return Optional.empty(); // Of another user, or none: the name has to do.
        }
    }

    private static List<String> commandLine(Path process) throws IOException {
        String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        if (line.isEmpty()) {
            return List.of();
        }
        String words = line.endsWith("\0") ? line.substring(0, line.length() - 1) : line;
        return List.of(words.split("\0", -1));
    }

    private static boolean names(List<String> words, String name) {
        return isProgram(words, 0, name) || isProgram(words, 1, name);
    }

    /** The arguments without the program; of a script also without its interpreter. */
    private static List<String> parameters(List<String> words, String name) {
        boolean isScript = !isProgram(words, 0, name) && isProgram(words, 1, name);
        return words.subList(isScript ? 2 : 1, words.size());
    }

    private static boolean isProgram(List<String> words, int index, String name) {
        return index < words.size() && fileName(words.get(index)).equals(name);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
