package io.pagurus.local.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Thread-safe; blocks. Whether a Redis serves: one that still loads its data accepts connections.
 */
public final class RedisPing {

    private static final int TIMEOUT_MILLIS = 500;

    private RedisPing() {}

    public static boolean answered(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(
                            socket.getInputStream().readNBytes("+PONG".length()),
                            StandardCharsets.US_ASCII)
                    .equals("+PONG");
        } catch (IOException _) {
            return false;
        }
    }
}
