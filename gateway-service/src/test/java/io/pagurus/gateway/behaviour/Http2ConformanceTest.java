package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The cases of the HTTP/2 and HPACK specifications, by h2spec, the strict ones too. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class Http2ConformanceTest {

    private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
    private static final int LEAST_CASES = 145;
    private static final int TAR_BLOCK = 512;
    private static final int TAR_SIZE_AT = 124;
    private static final int TAR_SIZE_LENGTH = 11;

    @TempDir private Path directory;

    @Test
    void isCompleteWithoutTls() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1");
            // When
            String report = h2spec("-p", Integer.toString(suite.port()));
            // Then
            assertThatAllPass(report);
        }
    }

    @Test
    void isCompleteWithTls() throws Exception {
        PemFiles edge = PemFiles.of(directory, "edge");
        try (EdgeSuite suite =
                EdgeSuite.with(
                        "tls.certificate",
                        edge.certificate().toString(),
                        "tls.key",
                        edge.key().toString())) {
            // Given
            suite.node("hk-1");
            // When
            String report = h2spec("-t", "-k", "-p", Integer.toString(suite.edge().tlsPort()));
            // Then
            assertThatAllPass(report);
        }
    }

    private static void assertThatAllPass(String report) {
        Matcher summary =
                Pattern.compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed")
                        .matcher(report);
        assertThat(summary.find()).as(report).isTrue();
        assertThat(Integer.parseInt(summary.group(1))).isGreaterThanOrEqualTo(LEAST_CASES);
        assertThat(summary.group(3)).as(report).isEqualTo("0");
        assertThat(summary.group(4)).as(report).isEqualTo("0");
    }

    private String h2spec(String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("report.txt");
        List<String> command =
                new ArrayList<>(List.of(binary().toString(), "-S", "-h", "127.0.0.1"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output);
    }

    /** The archive holds one file. */
    private Path binary() throws IOException {
        Path binary = directory.resolve("h2spec");
        try (InputStream packed = Objects.requireNonNull(getClass().getResourceAsStream(ARCHIVE));
                InputStream tar = new GZIPInputStream(packed)) {
            byte[] header = tar.readNBytes(TAR_BLOCK);
            String size =
                    new String(header, TAR_SIZE_AT, TAR_SIZE_LENGTH, StandardCharsets.US_ASCII);
            Files.write(binary, tar.readNBytes(Integer.parseInt(size.trim(), 8)));
        }
        assertThat(binary.toFile().setExecutable(true)).isTrue();
        return binary;
    }
}
