package dev.holdfast.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** Core decides everything and does nothing: it sees the JDK's values alone, and its packages point one way. */
@AnalyzeClasses(packages = "dev.holdfast.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CORE = "dev.holdfast.core";
    private static final Set<String> CLOCK_READERS = Set.of("now", "system", "systemUTC", "systemDefaultZone");

    private static final DescribedPredicate<AccessTarget> ASKS_A_CLOCK = describe(
            "asks a clock, chance or an identity",
            called -> readsAClock(called)
                    || isOneOf(called, System.class, "nanoTime", "currentTimeMillis", "identityHashCode")
                    || isOneOf(called, Math.class, "random")
                    || isOneOf(called, StrictMath.class, "random")
                    || isOneOf(called, java.util.UUID.class, "randomUUID")
                    || isOneOf(called, java.util.Collections.class, "shuffle")
                    || isOneOf(called, Object.class, "wait", "notify", "notifyAll"));

    private static final DescribedPredicate<JavaClass> MAKES_A_RUN_UNREPEATABLE = describe(
            "make a run unrepeatable",
            used -> Stream.of(
                            Thread.class,
                            java.util.Random.class,
                            java.util.SplittableRandom.class,
                            java.util.IdentityHashMap.class,
                            java.util.Date.class,
                            java.util.Timer.class,
                            Process.class,
                            Runtime.class)
                    .anyMatch(used::isAssignableTo));

    @ArchTest
    static final ArchRule coreUsesTheJdkAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(CORE + "..", "java..", "javax.crypto..", "org.jspecify..");

    @ArchTest
    @ArchTag("C-053+")
    static final ArchRule coreNeverAsksAClockNorChance = noClasses().should().accessTargetWhere(target(ASKS_A_CLOCK));

    @ArchTest
    static final ArchRule coreKnowsNoThreadAndNoRandomGenerator =
            noClasses().should().dependOnClassesThat(MAKES_A_RUN_UNREPEATABLE);

    @ArchTest
    static final ArchRule coreTouchesNoFileNoSocketAndNoLogger = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.util.concurrent..",
                    "java.util.logging..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(CORE + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule netSeesNothing = sees("net");

    @ArchTest
    static final ArchRule routeSeesNet = sees("route", "net");

    @ArchTest
    static final ArchRule diskSeesNet = sees("disk", "net");

    @ArchTest
    static final ArchRule ipvsSeesNet = sees("ipvs", "net");

    @ArchTest
    static final ArchRule trackSeesNet = sees("track", "net");

    @ArchTest
    static final ArchRule spiSeesNetAndTrack = sees("spi", "net", "track");

    @ArchTest
    static final ArchRule wireSeesNetAndSpi = sees("wire", "net", "spi");

    @ArchTest
    static final ArchRule portSeesNetIpvsRouteAndSpi = sees("port", "net", "ipvs", "route", "spi");

    @ArchTest
    static final ArchRule notifySeesNetAndSpi = sees("notify", "net", "spi");

    @ArchTest
    static final ArchRule splitSeesNetAndSpi = sees("split", "net", "spi");

    @ArchTest
    static final ArchRule lvsSeesIpvsNetNotifySpiAndTrack = sees("lvs", "ipvs", "net", "notify", "spi", "track");

    @ArchTest
    static final ArchRule arbitrateSeesDiskNetSpiAndTrack = sees("arbitrate", "disk", "net", "spi", "track");

    @ArchTest
    static final ArchRule authSeesNetSpiAndWire = sees("auth", "net", "spi", "wire");

    @ArchTest
    static final ArchRule vrrpNeverSeesTheEngine =
            sees("vrrp", "auth", "net", "route", "track", "spi", "wire", "port", "notify");

    /** A rule that lets a package of core see itself, the named ones, and no other of core. */
    private static ArchRule sees(String from, String... others) {
        String[] allowed = Stream.concat(Stream.of(from), Arrays.stream(others))
                .map(name -> CORE + "." + name + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(CORE + "." + from + "..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(CORE + "..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))));
    }

    private static boolean readsAClock(AccessTarget called) {
        return called.getOwner().getPackageName().equals("java.time") && CLOCK_READERS.contains(called.getName());
    }

    private static boolean isOneOf(AccessTarget called, Class<?> owner, String... names) {
        return called.getOwner().isEquivalentTo(owner) && Arrays.asList(names).contains(called.getName());
    }
}
