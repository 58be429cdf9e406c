package io.pagurus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.local.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, Redis and Kafka; the services are stand-ins, which this module does not know. */
class StackTest {

    @TempDir private Path folder;
    private StackOptions options = StackOptions.of(Path.of("."), Path.of("."));

    @BeforeEach
    void project() throws IOException {
        Path root = StandInProject.in(folder.resolve("project")).root();
        options = StackOptions.of(root, folder.resolve("data")).withPorts(Ports.free());
    }

    @Test
    void suiteIsStartedHurtHealedAndStoppedAndLeavesNothing() throws Exception {
        // Given
        List<ProcessHandle> processes;
        try (Stack stack = Stack.start(options, Progress.silent())) {
            processes =
                    stack.processes().stream()
                            .map(name -> Objects.requireNonNull(stack.handle(name)))
                            .toList();

            // When
            stack.kill("gateway-1");
            stack.pause("hk-1");

            // Then
            assertThat(stack.handle("gateway-1")).isNull();
            assertThat(FreePorts.answers(options.ports().admin(1))).isFalse();
            assertThatThrownBy(() -> ask(stack.nodes().getFirst().uri()))
                    .isInstanceOf(IOException.class);
            stack.resume("hk-1");
            stack.restart("gateway-1");
            assertThat(ask(stack.gateways().getFirst().admin())).contains("gateway-1");
            assertThat(ask(stack.nodes().getFirst().uri())).contains("hk-1");
        }
        assertThat(processes)
                .hasSize(10)
                .allSatisfy(process ->
                        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(2)));
        assertThat(options.ports().taken()).isEmpty();
        assertThat(options.dataDir().resolve("lock")).doesNotExist();
        assertThat(options.dataDir().resolve("run")).isDirectoryNotContaining("glob:**.pid");
    }

    @Test
    void processSeesOnlyTheEnvironmentThatItIsMeantToSee() throws Exception {
        // Given
        StackOptions more = options.withEnvironment("hk-1", Map.of("EXTRA", "shell"));

        // When
        try (Stack stack = Stack.start(more, Progress.silent())) {
            String environment = ask(stack.nodes().getFirst().uri());

            // Then
            assertThat(environment).contains("EXTRA=shell", "PAGURUS_AUTH_TOKEN=");
            assertThat(environment).doesNotContain("JAVA_HOME", "MAVEN");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            options.dataDir().resolve("secrets/private.pem"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void leftoversOfAKilledLauncherAreStoppedByTheNextStart() throws Exception {
        // Given
        Process launcher = OtherLauncher.start(options);
        Suite found = Suite.in(options.dataDir()).orElseThrow();
        ProcessHandle left = Objects.requireNonNull(found.process("us-1").handle());
        launcher.destroyForcibly().waitFor();
        assertThat(found.alive("us-1")).isTrue();

        // When
        try (Stack next = Stack.start(options, Progress.silent())) {

            // Then
            assertThat(next.handle("us-1")).isNotNull().isNotEqualTo(left);
        }
    }

    @Test
    void secondSuiteInTheSameFolderIsRefusedWithOneLine() {
        // Given
        try (Stack _ = Stack.start(options, Progress.silent())) {

            // When / Then
            assertThatThrownBy(
                            () -> Stack.start(options.withPorts(Ports.free()), Progress.silent()))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("runs in")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void busyPortIsToldWithItsOwnerAndAWayOut() throws Exception {
        // Given
        int busy = options.ports().healthService();
        try (ServerSocket _ = new ServerSocket(busy, 1, InetAddress.getLoopbackAddress())) {

            // When / Then
            assertThatThrownBy(() -> Stack.start(options, Progress.silent()))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("port " + busy + " is taken, health-service needs it")
                    .hasMessageContaining("--port-offset");
        }
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
        assertThat(options.ports().taken()).isEmpty();
    }

    private static String ask(URI uri) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri.resolve("/health"))
                        .timeout(Duration.ofSeconds(2))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
