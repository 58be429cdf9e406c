package io.pagurus.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.pagurus.local", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noCycleOfFeatures =
            slices().matching("io.pagurus.local.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresDoNotKnowTheSuiteThatIsMadeOfThem =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.pagurus.local.*")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.pagurus.local");

    @ArchTest
    static final ArchRule noWallClockOutsideTheWiring =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(Stack.class, Suite.class)
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC");
}
