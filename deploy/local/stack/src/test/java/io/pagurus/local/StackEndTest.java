package io.pagurus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How suites end; as in {@link StackTest}, of real processes and stand-ins. */
class StackEndTest {

    @TempDir private Path folder = Path.of("");
    private StackOptions options = StackOptions.of(Path.of("."), Path.of("."));

    @BeforeEach
    void project() throws IOException {
        Path root = StandInProject.in(folder.resolve("project")).root();
        options = StackOptions.of(root, folder.resolve("data")).withPorts(Ports.free());
    }

    @Test
    void nextStartStopsWhatAKilledLauncherLeftAndLeavesNothingItself() throws Exception {
        // Given
        Process launcher = OtherLauncher.start(options);
        Suite found = Suite.in(options.dataDir()).orElseThrow();
        List<ProcessHandle> left = running(found);
        launcher.destroyForcibly().waitFor();
        assertThat(found.processes()).allMatch(found::alive);

        // When
        List<ProcessHandle> next;
        try (Stack stack = Stack.start(options, Progress.silent())) {
            next = running(stack.suite());
        }

        // Then
        assertThat(next).hasSize(10).doesNotContainAnyElementsOf(left);
        assertThat(found.processes()).noneMatch(found::alive);
        assertThat(options.ports().taken(1)).isEmpty();
        assertThat(options.dataDir().resolve("lock")).doesNotExist();
        assertThat(options.dataDir().resolve("run")).isDirectoryNotContaining("glob:**.pid");
    }

    @Test
    void suiteWhosePidFilesWereDeletedIsStillStopped() throws Exception {
        // Given
        Stack stack = Stack.start(options, Progress.silent());
        for (String process : stack.processes()) {
            Files.delete(options.dataDir().resolve("run").resolve(process + ".pid"));
        }

        // When
        stack.close();

        // Then
        assertThat(options.ports().taken(1)).isEmpty();
    }

    @Test
    void suiteOfThreeBrokersGoesOnWithTwoAndIsWholeAgain() {
        // Given
        StackOptions three = options.withBrokers(3);
        try (Stack stack = Stack.start(three, Progress.silent())) {
            assertThat(stack.processes()).contains("kafka", "kafka-2", "kafka-3");
            assertThat(stack.kafka().split(",", -1)).hasSize(3);

            // When
            stack.kill("kafka-2");
            stack.restart("kafka-2");

            // Then
            assertThat(stack.processes()).allMatch(stack.suite()::ready);
            assertThat(Suite.in(three.dataDir()).orElseThrow().processes())
                    .isEqualTo(stack.processes());
        }
        assertThat(options.ports().taken(3)).isEmpty();
    }

    @Test
    void processThatEndsWhileItStartsIsToldWithItsStatusAndItsLastWords() {
        // Given
        StackOptions failing =
                options.withEnvironment("health-service", Map.of("STAND_IN_FAILS", "no crab"));

        // When / Then
        assertThatThrownBy(() -> Stack.start(failing, Progress.silent()))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("health-service ended while it started (exit status 7)")
                .hasMessageContaining("this cannot be: no crab");
        assertThat(options.ports().taken(1)).isEmpty();
    }

    private static List<ProcessHandle> running(Suite suite) {
        return suite.processes().stream()
                .map(name -> Objects.requireNonNull(suite.process(name).handle()))
                .toList();
    }
}
