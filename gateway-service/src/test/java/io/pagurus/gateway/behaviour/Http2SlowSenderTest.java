package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.Http2Frames.DATA;
import static io.pagurus.gateway.behaviour.Http2Frames.ENHANCE_YOUR_CALM;
import static io.pagurus.gateway.behaviour.Http2Frames.HEADERS;
import static io.pagurus.gateway.behaviour.Http2Frames.PING;
import static io.pagurus.gateway.behaviour.Http2Frames.SETTINGS;
import static io.pagurus.gateway.behaviour.Http2Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Clients of HTTP/2 that take their time, and look alive meanwhile. */
class Http2SlowSenderTest {

    private static final int END_HEADERS = 4;

    /** HPACK: POST, http, /, from the static table. */
    private static final byte[] POST = {(byte) 0x83, (byte) 0x86, (byte) 0x84, 0x41, 1, 'e'};

    private static RawClient connected(EdgeSuite suite) throws IOException {
        RawClient client = new RawClient(suite.port());
        client.sendExactly(Http2Frames.PREFACE);
        client.sendBytes(frame(SETTINGS, 0, 0, new byte[0]));
        return client;
    }

    @Test
    void aBodyThatDoesNotComeGivesItsPlaceBackHoweverOftenItsClientPings() throws Exception {
        try (EdgeSuite suite =
                        EdgeSuite.with(
                                "listener.body-patience",
                                "200ms",
                                "listener.body-min-rate",
                                "1000",
                                "edge.max-concurrent-requests",
                                "1");
                RawClient client = connected(suite)) {
            // Given
            StandInNode node = suite.node("hk-1");
            client.sendBytes(frame(HEADERS, END_HEADERS, 1, POST));
            client.sendBytes(frame(DATA, 0, 1, new byte[1]));
            Await.until(() -> suite.send(suite.request("/x").build()).statusCode() == 503);
            // When
            Thread pings = Thread.ofVirtual().start(() -> ping(client));
            // Then
            Await.until(() -> suite.send(suite.request("/x").build()).statusCode() == 200);
            assertThat(node.received()).allMatch(received -> received.uri().equals("/x"));
            pings.interrupt();
            pings.join();
            client.endOutput();
            assertThat(Http2Frames.reset(client.readAll())).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void aHeadThatDoesNotEndEndsTheConnection() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("listener.head-timeout", "200ms");
                RawClient client = connected(suite)) {
            // When
            client.sendBytes(frame(HEADERS, 0, 1, POST));
            // Then
            assertThat(Http2Frames.goAway(client.readAll())).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    private static void ping(RawClient client) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                client.sendBytes(frame(PING, 0, 0, new byte[8]));
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException closed) {
            // As it may be.
        }
    }
}
