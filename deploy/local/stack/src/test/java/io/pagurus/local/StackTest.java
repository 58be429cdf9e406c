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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A suite of real processes, Redis and Kafka among them, that is up for all tests; the services are
 * stand-ins, as this module does not know the real ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StackTest {

    private final StackOptions options;
    private final Stack stack;

    StackTest(@TempDir Path folder) throws IOException {
        Path root = StandInProject.in(folder.resolve("project")).root();
        options =
                StackOptions.of(root, folder.resolve("data"))
                        .withPorts(Ports.free())
                        .withEnvironment("hk-1", Map.of("EXTRA", "shell"));
        stack = Stack.start(options, Progress.silent());
    }

    @BeforeAll
    void everyProcessServes() {
        assertThat(stack.processes()).hasSize(10).allMatch(stack.suite()::ready);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void killedProcessIsGoneAndServesAgainOnceItIsRestarted() throws Exception {
        // Given
        URI admin = stack.gateways().getFirst().admin();
        stack.kill("gateway-1");
        assertThat(stack.handle("gateway-1")).isNull();
        assertThat(FreePorts.answers(admin.getPort())).isFalse();

        // When
        stack.restart("gateway-1");

        // Then
        assertThat(ask(admin)).contains("PAGURUS_INSTANCE=gateway-1");
    }

    @Test
    void pausedProcessKeepsItsPortAndAnswersNothingUntilItIsResumed() throws Exception {
        // Given
        URI node = stack.nodes().getLast().uri();
        stack.pause("us-1");
        assertThat(FreePorts.answers(node.getPort())).isTrue();
        assertThatThrownBy(() -> ask(node)).isInstanceOf(IOException.class);

        // When
        stack.resume("us-1");

        // Then
        assertThat(ask(node)).contains("us-1");
    }

    @Test
    void processSeesOnlyTheEnvironmentThatItIsMeantToSee() throws Exception {
        // When
        String environment = ask(stack.nodes().getFirst().uri());

        // Then
        assertThat(environment).contains("EXTRA=shell", "PAGURUS_AUTH_TOKEN=");
        assertThat(environment).doesNotContain("JAVA_HOME", "MAVEN");
    }

    @Test
    void privateKeyIsReadableByItsOwnerAlone() throws Exception {
        // Given
        Path key = options.dataDir().resolve("secrets/private.pem");

        // When
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(key));

        // Then
        assertThat(permissions).isEqualTo("rw-------");
    }

    @Test
    void secondSuiteInTheSameFolderIsRefusedWithOneLine() {
        // Given
        StackOptions second = options.withPorts(Ports.free());

        // When / Then
        assertThatThrownBy(() -> Stack.start(second, Progress.silent()))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("runs in")
                .hasMessageNotContaining("\n");
    }

    @Test
    void busyPortIsToldWithItsOwnerAndAWayOut(@TempDir Path other) throws Exception {
        // Given
        StackOptions elsewhere =
                StackOptions.of(options.projectRoot(), other).withPorts(Ports.free());
        int busy = elsewhere.ports().healthService();
        try (ServerSocket _ = new ServerSocket(busy, 1, InetAddress.getLoopbackAddress())) {

            // When / Then
            assertThatThrownBy(() -> Stack.start(elsewhere, Progress.silent()))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("port " + busy + " is taken, health-service needs it")
                    .hasMessageContaining("--port-offset");
        }
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
