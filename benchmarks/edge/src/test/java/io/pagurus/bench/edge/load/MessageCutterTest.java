package io.pagurus.bench.edge.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a message ends, however it comes. */
class MessageCutterTest {

    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nServer: x\r\nCONTENT-LENGTH:  5\r\n\r\nhello";

    private final List<Integer> statuses = new ArrayList<>();
    private final MessageCutter cutter =
            new MessageCutter((bytes, from) -> statuses.add(Bytes.status(bytes, from)));

    @Test
    void messageIsTakenOnceItsLastByteIsThere() {
        // Given
        byte[] bytes = ANSWER.getBytes(Bytes.ASCII);

        // When
        for (int i = 0; i < bytes.length; i++) {
            assertThat(statuses).isEmpty();
            cutter.read(Unpooled.wrappedBuffer(bytes, i, 1));
        }

        // Then
        assertThat(statuses).containsExactly(200);
    }

    @Test
    void messagesThatComeTogetherAreTakenOneByOne() {
        // Given
        String empty = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";

        // When
        cutter.read(Unpooled.copiedBuffer(ANSWER + empty + ANSWER, Bytes.ASCII));

        // Then
        assertThat(statuses).containsExactly(200, 503, 200);
    }
}
