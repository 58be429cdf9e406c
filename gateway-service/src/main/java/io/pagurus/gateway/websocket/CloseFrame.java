package io.pagurus.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Immutable. Why the edge ends a WebSocket.
 *
 * <p>Source: RFC 6455 §5.5.1 and §7.4; 1012 is in IANA's registry.
 */
record CloseFrame(int code, String reason) {

    private static final int GOING_AWAY = 1001;
    private static final int TOO_LONG = 1009;
    private static final int SERVICE_RESTART = 1012;
    private static final int FIN_CLOSE = 0x88;
    private static final int MASKED = 0x80;

    /** A control frame's payload has 125 bytes, of which the code takes two. */
    private static final int MOST_REASON = 123;

    static CloseFrame goingAway() {
        return new CloseFrame(GOING_AWAY, "");
    }

    static CloseFrame tooLong() {
        return new CloseFrame(TOO_LONG, "longer than the edge allows");
    }

    /** Come back, but not all at once. */
    static CloseFrame comeBack(long afterMillis) {
        return new CloseFrame(SERVICE_RESTART, "reconnect after " + afterMillis + " ms");
    }

    /** As a server sends it. */
    ByteBuf toClient() {
        byte[] payload = payload();
        return Unpooled.buffer(2 + payload.length)
                .writeByte(FIN_CLOSE)
                .writeByte(payload.length)
                .writeBytes(payload);
    }

    /** As a client sends it. */
    ByteBuf toNode(int mask) {
        byte[] payload = payload();
        ByteBuf frame =
                Unpooled.buffer(6 + payload.length)
                        .writeByte(FIN_CLOSE)
                        .writeByte(MASKED | payload.length)
                        .writeInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ (mask >>> (24 - 8 * (i & 3))));
        }
        return frame;
    }

    private byte[] payload() {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        byte[] payload =
                Arrays.copyOf(
                        new byte[] {(byte) (code >> 8), (byte) code},
                        2 + Math.min(text.length, MOST_REASON));
        System.arraycopy(text, 0, payload, 2, payload.length - 2);
        return payload;
    }
}
