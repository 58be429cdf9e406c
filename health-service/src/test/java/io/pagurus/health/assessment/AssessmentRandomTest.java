package io.pagurus.health.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.NodeHealth;
import io.pagurus.health.assessment.Assessment.Step;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random sightings. A failure prints the seed; {@code -Dpagurus.seed=N} runs it again. */
class AssessmentRandomTest {

    private static final int RUNS = 300;
    private static final int SIGHTINGS = 200;

    @Test
    void onlyFailuresInARowEjectAndOnlySuccessesInARowAdmit() {
        long first = Long.getLong("pagurus.seed", new Random().nextLong());
        for (int run = 0; run < RUNS; run++) {
            // Given
            long seed = first + run;
            Random random = new Random(seed);
            Thresholds thresholds =
                    new Thresholds(
                            "h1",
                            1 + random.nextInt(4),
                            1 + random.nextInt(3),
                            1 + random.nextInt(4));

            // When, Then
            run(random, thresholds, seed);
        }
    }

    private static void run(Random random, Thresholds thresholds, long seed) {
        Instant now = Instant.EPOCH;
        NodeHealth registered = NodeHealth.JOINING;
        Assessment state = Assessment.of(registered, now);
        int failures = 0;
        int successes = 0;
        for (int i = 0; i < SIGHTINGS; i++) {
            now = now.plusMillis(random.nextInt(1000));
            int kind = random.nextInt(10);
            Sighting seen = sighting(kind, now);
            failures = kind < 5 ? failures + 1 : kind < 9 ? 0 : failures;
            successes = kind < 5 ? 0 : kind < 9 ? successes + 1 : successes;
            boolean probe = kind < 9;
            int needed =
                    registered == NodeHealth.JOINING
                            ? thresholds.joinSuccesses()
                            : thresholds.readmissionSuccesses();
            boolean expected =
                    probe
                            && (registered == NodeHealth.HEALTHY
                                    ? failures >= thresholds.failures()
                                    : successes >= needed);

            Step step = state.on(seen, thresholds, now);

            assertThat(step.decision().isPresent())
                    .as("seed %s, step %s", seed, i)
                    .isEqualTo(expected);
            state = step.next();
            // The registry takes most decisions, and sometimes does not answer.
            if (expected && random.nextInt(4) != 0) {
                registered =
                        registered == NodeHealth.HEALTHY ? NodeHealth.EJECTED : NodeHealth.HEALTHY;
                failures = 0;
                successes = 0;
            }
            state = state.settle(registered, now);
        }
    }

    private static Sighting sighting(int kind, Instant now) {
        if (kind < 5) {
            return new Sighting.ProbeFailed("x");
        }
        return kind < 9
                ? new Sighting.ProbeSucceeded()
                : new Sighting.RequestSuspected("g", now, "x");
    }
}
