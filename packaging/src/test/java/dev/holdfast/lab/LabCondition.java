package dev.holdfast.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Decides, in this one place, whether the lab can run here. Where it cannot, its tests are skipped with the reason;
 * with {@code -Dlab=required} a skip is a failure.
 */
final class LabCondition implements ExecutionCondition {
    private static final List<String> TOOLS = List.of(
            "ip",
            "keepalived",
            "tcpdump",
            "fping",
            "setpriv",
            "prometheus",
            "promtool",
            "prometheus-alertmanager",
            "amtool",
            "bash",
            "nginx",
            "curl");
    private static final List<Path> FOLDERS =
            List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin").stream()
                    .map(Path::of)
                    .toList();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<LabTest> test =
                context.getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, LabTest.class));
        List<String> tools = new ArrayList<>(TOOLS);
        test.filter(LabTest::vm).ifPresent(vm -> tools.addAll(IpvsVm.TOOLS));
        test.map(LabTest::tools).map(List::of).ifPresent(tools::addAll);
        List<String> missing = missing(test.map(LabTest::agent).orElse(false), tools);
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("the lab can run");
        }
        String reason = "the lab cannot run here: " + String.join("; ", missing);
        if (System.getProperty("lab", "").equals("required")) {
            throw new IllegalStateException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static List<String> missing(boolean agent, List<String> tools) {
        List<String> missing = new ArrayList<>();
        if (!"root".equals(System.getProperty("user.name"))) {
            missing.add("not root");
        }
        for (String tool : tools) {
            if (FOLDERS.stream().map(folder -> folder.resolve(tool)).noneMatch(Files::isExecutable)) {
                missing.add("no " + tool);
            }
        }
        if (missing.isEmpty() && !canMakeNamespaces()) {
            missing.add("no network namespaces");
        }
        if (agent && !Files.isExecutable(HoldfastProcess.launcher())) {
            missing.add("no assembled agent at " + HoldfastProcess.launcher());
        }
        return missing;
    }

    private static boolean canMakeNamespaces() {
        try (Lab lab = Lab.open()) {
            return !lab.toString().isEmpty();
        } catch (IllegalStateException refused) {
            return false;
        }
    }
}
