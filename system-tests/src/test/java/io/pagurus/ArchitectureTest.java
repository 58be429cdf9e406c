package io.pagurus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.pagurus.history.HistoryChecker;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
        packages = {"io.pagurus.drill", "io.pagurus.history"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule checkerKnowsNothingOfTheDrill =
            noClasses()
                    .that()
                    .resideInAPackage("io.pagurus.history")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.pagurus.drill", "io.pagurus.local..");

    @ArchTest
    static final ArchRule judgingNeedsNeitherKafkaNorRedis =
            noClasses()
                    .that()
                    .areAssignableTo(HistoryChecker.class)
                    .or()
                    .haveSimpleName("SessionStory")
                    .or()
                    .haveSimpleName("ViewComparison")
                    .or()
                    .haveSimpleName("Projected")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "redis..", "io.pagurus.session..");

    @ArchTest
    static final ArchRule redisIsReadInOnePlace =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("ViewReader")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("redis..");

    @ArchTest
    static final ArchRule wallClockIsOnlyAskedInTheWiring =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Drill")
                    .should()
                    .callMethod(Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule ofTheServiceOnlyTheFoldIsUsed =
            classes()
                    .that()
                    .resideInAnyPackage("io.pagurus.drill", "io.pagurus.history")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackages(
                            "io.pagurus.session",
                            "io.pagurus.session.journal..",
                            "io.pagurus.session.view..",
                            "io.pagurus.session.api..");
}
