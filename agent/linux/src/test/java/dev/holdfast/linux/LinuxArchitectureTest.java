package dev.holdfast.linux;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.holdfast.linux", importOptions = ImportOption.DoNotIncludeTests.class)
class LinuxArchitectureTest {
    @ArchTest
    static final ArchRule onlyLibcKnowsJna = noClasses()
            .that()
            .resideOutsideOfPackage("dev.holdfast.linux.libc")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule nativeMethodsStandInOnePlace = methods()
            .that()
            .haveModifier(JavaModifier.NATIVE)
            .should()
            .beDeclaredInClassesThat()
            .haveSimpleName("CLibrary");

    @ArchTest
    static final ArchRule adaptersDecideNothing = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.sun.jna..",
                    "org.jspecify..",
                    "dev.holdfast.linux..",
                    "dev.holdfast.core.ipvs..",
                    "dev.holdfast.core.net..",
                    "dev.holdfast.core.port..",
                    "dev.holdfast.core.route..",
                    "dev.holdfast.core.wire..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.holdfast.linux.(*)..").should().beFreeOfCycles();
}
