package io.pagurus.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.pagurus.node", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noWallClock =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule onlyThePaceSleeps =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("RealPace")
                    .should()
                    .callMethod(Thread.class, "sleep", java.time.Duration.class)
                    .orShould()
                    .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule vertxOnlyWhereRequestsCome =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.pagurus.node", "io.pagurus.node.http")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("io.pagurus.node.(*)..").should().beFreeOfCycles();
}
