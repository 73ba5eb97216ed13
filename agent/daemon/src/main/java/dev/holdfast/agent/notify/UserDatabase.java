package dev.holdfast.agent.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Users and groups of this machine: the files first, because they answer at once, then {@code getent}, which asks
 * whatever directory the machine has. Blocks; never on the agent loop.
 */
public final class UserDatabase {
    private static final long GETENT_LIMIT_SECONDS = 5;
    private static final String USER_THAT_EXISTS_FOR_SCRIPTS = "holdfast_script";
    private static final String USER_WITHOUT_RIGHTS = "nobody";

    private final Path etc;

    public UserDatabase() {
        this(Path.of("/etc"));
    }

    UserDatabase(Path etc) {
        this.etc = etc;
    }

    /** The user of scripts that name none: one made for the purpose, else the one without any rights. */
    public Optional<ScriptUser> defaultUser() {
        return find(USER_THAT_EXISTS_FOR_SCRIPTS).or(() -> find(USER_WITHOUT_RIGHTS));
    }

    /**
     * Finds who is meant.
     *
     * @param userAndGroup {@code USER} or {@code USER GROUP}, names or numbers of users and groups that exist
     */
    public Optional<ScriptUser> find(String userAndGroup) {
        List<String> words = List.of(userAndGroup.trim().split("\\s+"));
        Optional<List<String>> user = entry("passwd", words.get(0), 7);
        if (words.size() == 1) {
            return user.map(fields -> user(fields, Integer.parseInt(fields.get(3)), true));
        }
        Optional<List<String>> group = entry("group", words.get(1), 4);
        return words.size() > 2
                ? Optional.empty()
                : user.flatMap(fields -> group.map(found -> user(fields, Integer.parseInt(found.get(2)), false)));
    }

    private static ScriptUser user(List<String> fields, int gid, boolean ownGroup) {
        return new ScriptUser(fields.get(0), Integer.parseInt(fields.get(2)), gid, ownGroup);
    }

    /** The fields of a line {@code name:x:number:…} by name or number. */
    private Optional<List<String>> entry(String database, String key, int fieldCount) {
        return inFile(database, key, fieldCount).or(() -> fromGetent(database, key, fieldCount));
    }

    private Optional<List<String>> inFile(String database, String key, int fieldCount) {
        try (var lines = Files.lines(etc.resolve(database), StandardCharsets.UTF_8)) {
            return lines.map(line -> List.of(line.split(":", -1)))
                    .filter(fields -> fields.size() == fieldCount)
                    .filter(fields -> fields.get(0).equals(key) || fields.get(2).equals(key))
                    .findFirst();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty(); // getent is asked next, and its answer counts.
        }
    }

    private static Optional<List<String>> fromGetent(String database, String key, int fieldCount) {
        if (key.startsWith("-")) {
            return Optional.empty();
        }
        try {
            Process getent = new ProcessBuilder("/usr/bin/getent", database, key)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            getent.getOutputStream().close();
            if (!getent.waitFor(GETENT_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                getent.destroyForcibly();
                return Optional.empty();
            }
            String line = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            List<String> fields = List.of(line.split(":", -1));
            return fields.size() == fieldCount ? Optional.of(fields) : Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException absent) {
            return Optional.empty(); // No getent here: the files were all there is.
        }
    }
}
