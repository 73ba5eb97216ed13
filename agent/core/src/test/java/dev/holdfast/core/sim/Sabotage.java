package dev.holdfast.core.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A deliberate bug: one passage of one source file is replaced, the file is compiled, and the simulation runs with the
 * result. There are no hooks in the production code, and a passage that is no longer there fails loudly.
 *
 * @param name the bug, in words
 * @param likelySeed the seed to try first: one that found it when it was written down
 * @param file the source file, below the package of the core
 * @param passage what stands there; must occur exactly once
 * @param replacement what a bad day would have made of it
 */
record Sabotage(String name, long likelySeed, String file, String passage, String replacement) {
    private static final Path SOURCES = Path.of("src/main/java/dev/holdfast/core");

    /**
     * Runs the simulation with the bug until a seed fails.
     *
     * @param output an empty folder for the compiled classes
     * @return which invariant broke at which seed; empty when none did
     */
    String provoke(Path output, long seeds) throws IOException {
        return provoke(output, seeds, SeedRun.class.getName());
    }

    /** The same in another simulation, of which {@code simulation} has the method {@code firstFailure}. */
    String provoke(Path output, long seeds, String simulation) throws IOException {
        compile(mutated(), output);
        // The platform's loader as parent: nothing of the healthy classes may shine through.
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {url(output), home(dev.holdfast.core.engine.Engine.class), home(Sabotage.class)},
                ClassLoader.getPlatformClassLoader())) {
            Class<?> runner = loader.loadClass(simulation);
            return (String)
                    runner.getMethod("firstFailure", long.class, long.class).invoke(runner, likelySeed, seeds);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(name + ": " + cause(failed), failed);
        }
    }

    private static Throwable cause(ReflectiveOperationException failed) {
        return failed instanceof InvocationTargetException target ? target.getTargetException() : failed;
    }

    private String mutated() throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        int first = source.indexOf(passage);
        if (first < 0 || source.indexOf(passage, first + 1) >= 0) {
            throw new IllegalStateException(name + ": the passage must occur exactly once in " + file);
        }
        return source.replace(passage, replacement);
    }

    private void compile(String source, Path output) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-proc:none", "-nowarn", "-d", output.toString(), "-cp", System.getProperty("java.class.path"));
            List<JavaFileObject> units = List.of(new Source(file, source));
            if (!compiler.getTask(null, files, problems, options, null, units).call()) {
                throw new IllegalStateException(name + " does not compile: " + problems.getDiagnostics());
            }
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** A source file that exists in memory only. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("memory:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
