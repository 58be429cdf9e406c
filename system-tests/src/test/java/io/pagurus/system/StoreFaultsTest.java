package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.store.FaultOptions;
import io.pagurus.store.FaultReport;
import io.pagurus.store.FaultRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The small size of a fault run; {@code ./pagurus faults} has the large one. */
class StoreFaultsTest {

    private static final int FAULTS = 20;

    @Test
    void nothingIsLostOrDoubledWhateverBreaks() throws InterruptedException {
        // Given
        Path module = Path.of("").toAbsolutePath();
        FaultOptions options =
                FaultOptions.of(
                        module.resolve(".."),
                        module.resolve("target/store/StoreFaultsTest"),
                        Seed.next("store faults"),
                        Integer.getInteger("pagurus.faults", FAULTS));

        // When
        FaultReport report = FaultRun.run(options, System.out::println);

        // Then
        report.print(System.out);
        assertThat(report.findings()).isEmpty();
        assertThat(report.surprises()).isEmpty();
    }
}
