package io.pagurus.health;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
        packages = "io.pagurus.health",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES =
            slices().matching("io.pagurus.health.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_WALL_CLOCK_OUTSIDE_WIRING =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Wiring")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule DECISIONS_KNOW_NO_IO =
            noClasses()
                    .that()
                    .resideInAPackage("..assessment..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka..", "java.net..", "io.quarkus..", "jakarta..");

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_KNOW_THE_WIRING =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.pagurus.health")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.pagurus.health");

    @ArchTest
    static final ArchRule KAFKA_CLIENTS_ARE_MADE_IN_ONE_PLACE =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("KafkaClients")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("org.apache.kafka.clients.*.Kafka(Producer|Consumer)");
}
