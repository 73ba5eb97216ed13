package dev.holdfast.agent.demo;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** How to start another program of this distribution: the same Java, the same jars. */
final class JavaCommand {
    private JavaCommand() {}

    /** An agent, with the very options this JVM was started with. */
    static List<String> agent(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", classPath(), "dev.holdfast.agent.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A class with a main method, in as small a JVM as there is. */
    static List<String> small(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx16m"));
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    private static String classPath() {
        return System.getProperty("java.class.path", "");
    }
}
