package dev.holdfast.exporter.webhook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Exporters see what the agent shows, and nothing of how it works. */
@AnalyzeClasses(packages = "dev.holdfast.exporter", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule exportersKnowTheirContractAlone = classes()
            .that()
            .resideInAPackage("dev.holdfast.exporter..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdfast.exporter.webhook..",
                    "dev.holdfast.core.spi..",
                    "dev.holdfast.core.net..",
                    "dev.holdfast.core.track..", // Values that events of the SPI are made of.
                    "com.fasterxml.jackson..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "javax.crypto..",
                    "javax.net.ssl..",
                    "java..");

    @ArchTest
    static final ArchRule eventsAndFormatsArePure = classes()
            .that()
            .resideInAPackage("dev.holdfast.exporter.webhook.format..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdfast.exporter.webhook.format..",
                    "dev.holdfast.exporter.webhook.event..",
                    "dev.holdfast.core.spi..",
                    "dev.holdfast.core.net..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..",
                    "java.lang..",
                    "java.net",
                    "java.nio.charset",
                    "java.time..",
                    "java.util..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.holdfast.exporter.webhook.(*)..").should().beFreeOfCycles();
}
