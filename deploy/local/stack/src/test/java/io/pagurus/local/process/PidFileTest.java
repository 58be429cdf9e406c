package io.pagurus.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void runningProcessIsFoundAgain() {
        // Given
        PidFile file = new PidFile(folder.resolve("run/me.pid"));

        // When
        file.write(ProcessHandle.current());

        // Then
        assertThat(file.process()).contains(ProcessHandle.current());
    }

    @Test
    void laterProcessWithTheSameIdIsNotTakenForIt() throws Exception {
        // Given
        PidFile file = new PidFile(folder.resolve("me.pid"));

        // When
        Files.writeString(file.path(), ProcessHandle.current().pid() + " 12345\n");

        // Then
        assertThat(file.process()).isEmpty();
    }

    @Test
    void halfAFileNamesNobody() throws Exception {
        // Given
        PidFile file = new PidFile(folder.resolve("me.pid"));

        // When
        Files.writeString(file.path(), "123");

        // Then
        assertThat(file.process()).isEmpty();
    }
}
