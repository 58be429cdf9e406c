package io.pagurus.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SseBoundaryTest {

    @ParameterizedTest
    @CsvSource({
        "data: 1, -1",
        "data: 1|, -1",
        "data: 1||, 9",
        "data: 1||d, 9",
        "a||b||c, 6",
        "a/|/|, 5",
        "a//, 3",
        "a|/|b, 4",
        ": hello|, -1",
        "event: e|data: 1||, 18",
        "|, 1",
    })
    void isBehindTheLastEmptyLineWhateverEndsLines(String text, int expected) {
        // Given | for LF and / for CR
        Buffer chunk = Buffer.buffer(text.replace('|', '\n').replace('/', '\r'));
        // When
        int end = new SseBoundary().lastEnd(chunk);
        // Then
        assertThat(end).isEqualTo(expected);
    }

    @Test
    void isFoundAcrossAnyCutIntoChunks() {
        String text = "event: a\r\ndata: 1\r\n\r\ndata: 2\n\ndata: 3\r\rdata";
        int whole = new SseBoundary().lastEnd(Buffer.buffer(text));
        for (int cut = 1; cut < text.length(); cut++) {
            SseBoundary boundary = new SseBoundary();
            int first = boundary.lastEnd(Buffer.buffer(text.substring(0, cut)));
            int second = boundary.lastEnd(Buffer.buffer(text.substring(cut)));
            assertThat(second >= 0 ? cut + second : first).as("cut at %d", cut).isEqualTo(whole);
        }
    }
}
