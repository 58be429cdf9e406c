package io.pagurus.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static String chunk(String text) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    private static Attempt read(String stream) throws IOException {
        return EventStream.read(
                "t1", new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), () -> {});
    }

    @Test
    void streamThatEndsWithDoneIsAnAnswer() throws IOException {
        assertThat(read(chunk("one") + chunk(" two") + "data: [DONE]\n\n"))
                .isEqualTo(new Attempt.Answered("t1", "one two"));
    }

    @Test
    void streamWithoutDoneIsNoAnswer() throws IOException {
        assertThat(read(chunk("one") + chunk(" two"))).isInstanceOf(Attempt.Broken.class);
    }

    @Test
    void restartedTurnDiscardsWhatCameBefore() throws IOException {
        assertThat(
                        read(
                                chunk("one")
                                        + "event: turn.restarted\ndata: {}\n\n"
                                        + chunk("two")
                                        + "data: [DONE]\n\n"))
                .isEqualTo(new Attempt.Answered("t1", "two"));
    }

    @Test
    void errorEventIsAProblem() throws IOException {
        assertThat(
                        read(
                                chunk("one")
                                        + "event: error\ndata: {\"type\":\"urn:x\",\"status\":503,"
                                        + "\"retryable\":true}\n\n"))
                .isEqualTo(new Attempt.Refused(503, "urn:x", true, null));
    }
}
