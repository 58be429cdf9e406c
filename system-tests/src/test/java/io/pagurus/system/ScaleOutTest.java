package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.store.Instance;
import io.pagurus.store.Load;
import io.pagurus.store.Records;
import io.pagurus.store.StoreJudge;
import io.pagurus.store.StoreJudge.Ruling;
import io.pagurus.store.StoreRig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Instances of session-service come, leave and die under load: nothing is lost or doubled, and
 * every session goes on.
 */
class ScaleOutTest {

    private static final int SESSIONS = 20;
    private static final int THINK_MILLIS = 150;
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void nothingIsLostOrDoubledWhileInstancesComeAndGo() throws InterruptedException {
        // Given
        Path module = Path.of("").toAbsolutePath();
        long seed = Seed.next("scale out");
        StoreRig.Plan plan =
                new StoreRig.Plan(
                        module.resolve(".."),
                        module.resolve("target/store/ScaleOutTest"),
                        3,
                        false,
                        Clock.systemUTC());
        try (StoreRig rig = StoreRig.start(plan, 2);
                Load load = new Load(rig, seed, THINK_MILLIS);
                StoreJudge judge = new StoreJudge(rig)) {
            Instance second = rig.instance(2);
            Instance third = rig.instance(3);
            load.begin(SESSIONS);
            served(load);

            // When
            stall("join", load, third::start);
            stall("leave", load, second::leave);
            stall(
                    "SIGKILL and restart",
                    load,
                    () -> {
                        third.kill();
                        third.start();
                    });
            stall(
                    "SIGKILL and another one",
                    load,
                    () -> {
                        third.kill();
                        second.start();
                    });

            // Then
            assertThat(load.rest(BOUND)).isEmpty();
            Ruling ruling = judge.judge(load.records());
            assertThat(ruling.findings()).isEmpty();
            assertThat(load.records().surprises()).isEmpty();
            System.out.printf(
                    "scale out: %d turns told, %d entries refused, %s%n",
                    ruling.judgement().acknowledged(), ruling.refused(), load.records().counts());
        }
    }

    private static void served(Load load) {
        assertThat(load.awaitServed(BOUND)).as("sessions that are not served").isEmpty();
    }

    /** Prints the longest wait of a client for a write that was under way meanwhile. */
    private static void stall(String what, Load load, Runnable change) {
        long began = System.nanoTime();
        change.run();
        served(load);
        List<Records.Write> writes = load.records().writes();
        long longest =
                writes.stream()
                        .filter(write -> write.endedNanos() - began > 0)
                        .mapToLong(Records.Write::millis)
                        .max()
                        .orElse(0);
        System.out.printf("scale out: %s, longest wait for a write %d ms%n", what, longest);
    }
}
