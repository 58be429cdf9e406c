package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.Http2Frames.CONTINUATION;
import static io.pagurus.gateway.behaviour.Http2Frames.ENHANCE_YOUR_CALM;
import static io.pagurus.gateway.behaviour.Http2Frames.HEADERS;
import static io.pagurus.gateway.behaviour.Http2Frames.PING;
import static io.pagurus.gateway.behaviour.Http2Frames.RST_STREAM;
import static io.pagurus.gateway.behaviour.Http2Frames.SETTINGS;
import static io.pagurus.gateway.behaviour.Http2Frames.frame;
import static io.pagurus.gateway.behaviour.Http2Frames.frames;
import static io.pagurus.gateway.behaviour.Http2Frames.goAway;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** HTTP/2 frames that cost the edge work and the client nothing. */
class Http2FloodTest {

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
            client.sendExactly(Http2Frames.PREFACE);
            client.sendBytes(frame(SETTINGS, 0, 0, new byte[0]));
            // When
            try {
                client.sendBytes(flood);
            } catch (IOException closedMeanwhile) {
                // What it has said is still to be read.
            }
            // Then
            return goAway(client.readAll());
        }
    }
}
