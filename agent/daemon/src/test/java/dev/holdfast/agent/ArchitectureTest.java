package dev.holdfast.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom inside the process. */
@AnalyzeClasses(packages = "dev.holdfast.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String AGENT = "dev.holdfast.agent";

    @ArchTest
    static final ArchRule onlyBootSeesLinux = noClasses()
            .that()
            .resideOutsideOfPackage(AGENT + ".boot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.holdfast.linux..");

    @ArchTest
    static final ArchRule exportersAreFoundNotNamed =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.holdfast.exporter..");

    @ArchTest
    static final ArchRule onlyTheDriverAndTheTransportTouchNetty = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(loop\\.VertxLoopDriver|track\\.EgressTransport)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.vertx.core.internal..");

    @ArchTest
    static final ArchRule theLoopKnowsNeitherHttpNorFiles = classes()
            .that()
            .resideInAPackage(AGENT + ".loop..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    AGENT + ".loop..",
                    AGENT + ".feed..",
                    "dev.holdfast.core..",
                    "io.netty.channel..",
                    "io.netty.util.concurrent..",
                    "io.vertx.core..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java.lang..",
                    "java.util..");

    @ArchTest
    static final ArchRule httpDoesNotSeeTheEngine = noClasses()
            .that()
            .resideInAPackage(AGENT + ".http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.holdfast.core.engine..", AGENT + ".loop..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(AGENT + ".(*)..").should().beFreeOfCycles();
}
