package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.drill.Drill;
import io.pagurus.drill.DrillOptions;
import io.pagurus.drill.Fault;
import io.pagurus.drill.Report;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node dies, or hangs, under live conversations: they go on, and the zombie is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrillTest {

    /** The demo judges the speed; a test that did would fail on a busy machine. */
    private static final Duration ANY_MACHINE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private LiveSuite suite;

    @BeforeAll
    void start() {
        suite = LiveSuite.start(DrillTest.class);
    }

    @AfterAll
    void stop() {
        suite.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void conversationsSurviveTheNode(Fault fault) throws InterruptedException {
        // Given
        DrillOptions options =
                DrillOptions.of(fault, Seed.next("drill " + fault.wireName()))
                        .withRecoveryLimit(ANY_MACHINE);

        // When
        Report report = Drill.run(suite.stack(), options, System.out::println);

        // Then
        report.print(System.out);
        assertThat(report.reasons()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Report.GOOD);
        assertThat(report.requests().total()).isGreaterThanOrEqualTo(200);
    }
}
