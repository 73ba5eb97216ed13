package dev.holdfast.agent.config;

import dev.holdfast.agent.config.Problem.Severity;
import dev.holdfast.agent.config.yaml.Mark;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while a file is read. */
final class Problems {
    /** A list longer than this is not read; a file of 1 MiB could have a problem in every line. */
    static final int MAX_REPORTED = 100;

    private final String file;
    private final List<Problem> list = new ArrayList<>();
    private final List<Problem> ofOtherFiles = new ArrayList<>();
    private int errors;
    private int unreported;

    Problems(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void error(Mark mark, String path, String message) {
        errors++;
        add(mark, path, message, Severity.ERROR);
    }

    /** What was found in a file that this one names. */
    void addOfAnotherFile(List<Problem> found) {
        ofOtherFiles.addAll(found);
        errors += (int) found.stream().filter(Problem::isError).count();
    }

    /** Something about the file as such. */
    void fileWarning(String message) {
        list.add(new Problem(file, 0, 0, "", message, Severity.WARNING));
    }

    void warning(Mark mark, String path, String message) {
        add(mark, path, message, Severity.WARNING);
    }

    private void add(Mark mark, String path, String message, Severity severity) {
        if (list.size() < MAX_REPORTED) {
            list.add(Problem.at(file, mark, path, message, severity));
        } else {
            unreported++;
        }
    }

    /** How many errors so far, those too many to be listed included. */
    int errorCount() {
        return errors;
    }

    /** All of them in the order of the file, then those of other files, and a last one that says how many were too many. */
    List<Problem> inOrder() {
        List<Problem> ordered = new ArrayList<>(list);
        ordered.sort(Problem.BY_PLACE);
        ordered.addAll(ofOtherFiles);
        if (unreported > 0) {
            Severity severity = errors > 0 ? Severity.ERROR : Severity.WARNING;
            ordered.add(new Problem(file, 0, 0, "", "and " + unreported + " more problems", severity));
        }
        return ordered;
    }
}
