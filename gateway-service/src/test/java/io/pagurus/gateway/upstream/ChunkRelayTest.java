package io.pagurus.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkRelayTest {

    private final ChunkRelay relay = new ChunkRelay();

    private String next(String text) {
        ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        ByteBuf out = relay.next(in, ByteBufAllocator.DEFAULT);
        try {
            return out == null ? "" : out.toString(StandardCharsets.US_ASCII);
        } finally {
            if (out != null) {
                out.release();
            }
        }
    }

    @Test
    void whatOneReadBringsBecomesOneChunk() {
        // When
        String chunk = next("5\r\n:ok\n\n\r\n00a;x=y\r\n0123456789\r\n");
        // Then
        assertThat(chunk).isEqualTo("f\r\n:ok\n\n0123456789\r\n");
        assertThat(relay.bytes()).isEqualTo(15);
        assertThat(relay.isDone()).isFalse();
    }

    @Test
    void anyCutOfABodyGivesTheSameBytes() {
        // Given
        String body = "5\r\n:ok\n\n\r\n10\r\n0123456789abcdef\r\n0\r\nX-Late: yes\r\n\r\n";
        StringBuilder data = new StringBuilder();
        // When
        for (int i = 0; i < body.length(); i++) {
            String chunk = next(body.substring(i, i + 1));
            assertThat(relay.isBroken()).isFalse();
            data.append(chunk.isEmpty() ? "" : chunk.substring(3, chunk.length() - 2));
        }
        // Then
        assertThat(data).hasToString(":ok\n\n0123456789abcdef");
        assertThat(relay.isDone()).isTrue();
    }

    @Test
    void aLongChunkPassesInPieces() {
        // When
        String first = next("1000\r\n" + "x".repeat(4000));
        String second = next("x".repeat(96) + "\r\n");
        // Then
        assertThat(first).isEqualTo("fa0\r\n" + "x".repeat(4000) + "\r\n");
        assertThat(second).isEqualTo("60\r\n" + "x".repeat(96) + "\r\n");
    }

    @Test
    void whatFollowsTheBodyIsNotOfIt() {
        // When
        String chunk = next("2\r\n:a\r\n0\r\n\r\nHTTP/1.1");
        // Then
        assertThat(chunk).isEqualTo("2\r\n:a\r\n");
        assertThat(relay.isDone()).isTrue();
        assertThat(relay.saidMore()).isTrue();
    }

    @Test
    void itIsSeenWhetherAnEventHasEnded() {
        // When, Then
        var _ = next("6\r\na: b\n\n\r\n");
        assertThat(relay.endsEvent()).isTrue();
        var _ = next("4\r\na: b\r\n");
        assertThat(relay.endsEvent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "x\r\n", "-1\r\n", "fffffffff\r\n", "1\r\nab\r\n", ";\r\n"})
    void whatIsNoChunkIsToldApart(String body) {
        // When
        var _ = next(body);
        // Then
        assertThat(relay.isBroken()).isTrue();
    }
}
