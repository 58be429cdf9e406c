package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A WebSocket one side of which is slow. */
class WebSocketBackpressureTest {

    private static final int FRAMES = 2000;
    private static final Buffer FRAME = Buffer.buffer(new byte[16 * 1024]);

    @Test
    void aSlowClientHoldsTheNodeBackAndGetsEveryByteInTheEnd() throws Exception {
        AtomicInteger written = new AtomicInteger();
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode _ = suite.socketNode("hk-1").does(socket -> pour(socket, written));
                RawClient client = new RawClient(suite.port())) {
            // Given
            handshake(client);
            // When
            untilItStands(written::get);
            // Then
            assertThat(written.get()).isLessThan(FRAMES);
            assertThat(client.readBytes(FRAMES * (4L + FRAME.length()))).isTrue();
        }
    }

    @Test
    void aSlowNodeHoldsTheClientBackAndGetsEveryByteInTheEnd() throws Exception {
        AtomicLong got = new AtomicLong();
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode node =
                        suite.socketNode("hk-1")
                                .does(socket -> {
                                    socket.handler(b -> got.addAndGet(b.length()));
                                    socket.pause();
                                });
                RawClient client = new RawClient(suite.port())) {
            // Given
            handshake(client);
            AtomicInteger sent = new AtomicInteger();
            Thread sender = Thread.ofVirtual().start(() -> pour(client, sent));
            // When
            untilItStands(sent::get);
            // Then
            assertThat(sent.get()).isLessThan(FRAMES);
            node.opened().getFirst().resume();
            sender.join();
            Await.until(() -> got.get() == (long) FRAMES * FRAME.length());
        }
    }

    private static void handshake(RawClient client) throws java.io.IOException {
        client.sendHandshake();
        assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101");
    }

    private static void pour(ServerWebSocket socket, AtomicInteger written) {
        while (written.get() < FRAMES) {
            written.incrementAndGet();
            socket.writeBinaryMessage(FRAME);
            if (socket.writeQueueFull()) {
                socket.drainHandler(_ -> pour(socket, written));
                return;
            }
        }
    }

    private static void pour(RawClient client, AtomicInteger sent) {
        // Masked with zeros, so that the payload stands as it is.
        byte[] frame = new byte[8 + FRAME.length()];
        frame[0] = (byte) 0x82;
        frame[1] = (byte) 0xfe;
        frame[2] = (byte) (FRAME.length() >> 8);
        frame[3] = (byte) FRAME.length();
        try {
            while (sent.get() < FRAMES) {
                client.sendBytes(frame);
                sent.incrementAndGet();
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void untilItStands(java.util.function.IntSupplier count) {
        int[] before = {-1};
        Await.until(() -> {
            LockSupport.parkNanos(100_000_000);
            int now = count.getAsInt();
            boolean stands = now > 0 && now == before[0];
            before[0] = now;
            return stands;
        });
    }
}
