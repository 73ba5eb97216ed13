package dev.holdfast.exporter.zabbix;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

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
                    "dev.holdfast.exporter.zabbix..",
                    "dev.holdfast.core.spi..",
                    "dev.holdfast.core.net..",
                    "com.fasterxml.jackson..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java..");
}
