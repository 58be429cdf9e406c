package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.drill.Drill;
import io.pagurus.drill.DrillOptions;
import io.pagurus.drill.Fault;
import io.pagurus.drill.Report;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The checker is seen to fail: the same drill, on a session store without the fence, is judged bad.
 */
class UnfencedDrillTest {

    private static final Path UNFENCED =
            Path.of("unfenced-session-service/target/quarkus-app/quarkus-run.jar");

    @Test
    void drillWithoutTheFenceIsJudgedBad() throws InterruptedException {
        try (LiveSuite suite =
                LiveSuite.start(
                        UnfencedDrillTest.class,
                        options -> options.withSessionServiceJar(UNFENCED.toAbsolutePath()))) {
            // Given a fault after which the zombie still has the sessions in memory
            DrillOptions options =
                    DrillOptions.of(Fault.HANG, Seed.next("drill without the fence"))
                            .withPhaseDeadline(Duration.ofSeconds(15));

            // When
            Report report = Drill.run(suite.stack(), options, System.out::println);

            // Then
            report.print(System.out);
            assertThat(report.verdict()).isEqualTo(Report.BAD);
            assertThat(report.turns().lost()).isPositive();
        }
    }
}
