package io.pagurus.session;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** What the packages promise each other. */
@AnalyzeClasses(
        packages = "io.pagurus.session",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theFoldNeedsNothingButEvents =
            classes()
                    .that()
                    .resideInAPackage("..session.fold..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.pagurus.session.fold..",
                            "io.pagurus.events",
                            "com.fasterxml.jackson.databind..",
                            "java..",
                            "org.jspecify..");

    @ArchTest
    static final ArchRule theFoldKnowsNoClock =
            noClasses()
                    .that()
                    .resideInAPackage("..session.fold..")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule noWallClockOutsideWiring =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..session.wiring..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule onlyTheViewAndItsClientSpeakToRedis =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..session.view..", "..session.wiring..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.vertx.redis..");

    @ArchTest
    static final ArchRule onlyTheApiKnowsHttp =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..session.api..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.pagurus.session.(*)..").should().beFreeOfCycles();
}
