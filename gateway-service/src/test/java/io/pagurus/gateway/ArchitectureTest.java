package io.pagurus.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.pagurus.events.kafka.EventLoop;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

@AnalyzeClasses(
        packages = "io.pagurus.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("io.pagurus.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noWallClockOutsideWiring =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..wiring..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule nothingBlocksOnTheEdgePath =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..wiring..", "..admin..")
                    .should()
                    .callMethod(Thread.class, "sleep", long.class)
                    .orShould()
                    .callMethod(Object.class, "wait")
                    .orShould()
                    .callMethod(Future.class, "get")
                    .orShould()
                    .callMethod(CompletableFuture.class, "get")
                    .orShould()
                    .callMethod(CompletableFuture.class, "join")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(CountDownLatch.class);

    @ArchTest
    static final ArchRule kafkaIsReadOnlyByTheWiring =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..wiring..")
                    .and()
                    .areNotAssignableTo(EventLoop.Handler.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule thePathKnowsNoContainer =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..wiring..", "..admin..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta..", "io.quarkus.arc..");
}
