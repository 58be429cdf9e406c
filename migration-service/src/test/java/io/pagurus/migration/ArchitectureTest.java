package io.pagurus.migration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
        packages = "io.pagurus.migration",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noWallClockOutsideWiring =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Wiring")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule decisionsDoNoIo =
            noClasses()
                    .that()
                    .resideInAPackage("io.pagurus.migration.plan")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.net..", "java.util.concurrent..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("io.pagurus.migration.(*)..").should().beFreeOfCycles();
}
