package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** HTTP/2 frames that cost the edge work and the client nothing. */
class Http2FloodTest {

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int ENHANCE_YOUR_CALM = 0xb;

    /** HPACK: GET, http, /, from the static table. */
    private static final byte[] REQUEST = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'e'};

    @Test
    void pingsEndTheConnection() throws Exception {
        assertThat(errorAfter(frames(PING, 0, 0, new byte[8], 2000))).isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void settingsEndTheConnection() throws Exception {
        assertThat(errorAfter(frames(SETTINGS, 0, 0, new byte[0], 2000)))
                .isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void streamsThatAreResetAtOnceEndTheConnection() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int stream = 1; stream < 2000; stream += 2) {
            out.write(frame(HEADERS, 5, stream, REQUEST));
            out.write(frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
        }
        assertThat(errorAfter(out.toByteArray())).isEqualTo(ENHANCE_YOUR_CALM);
    }

    @Test
    void continuationsWithoutEndEndTheConnection() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(frame(HEADERS, 1, 1, REQUEST));
        out.write(frames(CONTINUATION, 0, 1, new byte[1], 2000));
        assertThat(errorAfter(out.toByteArray())).isEqualTo(ENHANCE_YOUR_CALM);
    }

    private static int errorAfter(byte[] flood) throws IOException {
        try (EdgeSuite suite = EdgeSuite.with();
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.node("hk-1").always(StandInNode.hang());
            client.sendExactly("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            client.sendBytes(frame(SETTINGS, 0, 0, new byte[0]));
            // When
            try {
                client.sendBytes(flood);
            } catch (IOException closedMeanwhile) {
                // What it has said is still to be read.
            }
            // Then
            return goAway(client.readAll().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The error of the last GOAWAY among frames; -1 without one. */
    private static int goAway(byte[] frames) {
        int error = -1;
        for (int at = 0; at + 9 <= frames.length; ) {
            int length =
                    ((frames[at] & 255) << 16)
                            | ((frames[at + 1] & 255) << 8)
                            | (frames[at + 2] & 255);
            if (frames[at + 3] == GOAWAY) {
                error = frames[at + 16];
            }
            at += 9 + length;
        }
        return error;
    }

    private static byte[] frames(int type, int flags, int stream, byte[] payload, int count)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.write(frame(type, flags, stream, payload));
        }
        return out.toByteArray();
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        out.write(
                new byte[] {
                    (byte) (stream >> 24),
                    (byte) (stream >> 16),
                    (byte) (stream >> 8),
                    (byte) stream
                });
        out.write(payload);
        return out.toByteArray();
    }
}
