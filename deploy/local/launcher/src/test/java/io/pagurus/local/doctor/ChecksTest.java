package io.pagurus.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {

    private static final int PORT_OF_US_1 = 7403;

    @TempDir private Path root = Path.of("");

    @Test
    void takenPortIsAProblemWithAWayOut() throws IOException {
        // Given: taken by this test, or by somebody else meanwhile, which is the same.
        try (ServerSocket socket = new ServerSocket()) {
            take(socket);

            // When
            List<Finding> findings = new Checks(root).all();

            // Then
            assertThat(findings)
                    .filteredOn(finding -> finding.what().equals("port 7403 of us-1"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.good()).isFalse();
                        assertThat(finding)
                                .hasToString(
                                        "problem  port 7403 of us-1: taken; stop what listens"
                                                + " there, or use --port-offset 1000");
                    });
        }
    }

    @Test
    void everyFindingIsOneLine() {
        // When
        List<Finding> findings = new Checks(root).all();

        // Then
        assertThat(findings)
                .hasSizeGreaterThan(6)
                .allSatisfy(
                        finding -> assertThat(finding.toString()).matches("(ok|problem) +\\S.*"));
    }

    private static void take(ServerSocket socket) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT_OF_US_1));
        } catch (IOException taken) {
            assertThat(taken).hasMessageContaining("in use");
        }
    }
}
