package dev.holdfast.agent.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Failures of the file system as an operator reads them elsewhere. */
final class IoWords {
    static final String MISSING = "no such file";
    static final String DENIED = "permission denied";

    private IoWords() {}

    static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return MISSING;
        }
        if (e instanceof AccessDeniedException) {
            return DENIED;
        }
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason().toLowerCase(Locale.ROOT);
        }
        return "cannot be read";
    }
}
