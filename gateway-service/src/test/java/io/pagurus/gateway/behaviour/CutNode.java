package io.pagurus.gateway.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** Used by one test. A node that accepts one WebSocket and can be cut off, byte by byte. */
final class CutNode implements AutoCloseable {

    private final ServerSocket server;
    private final CompletableFuture<Socket> accepted = new CompletableFuture<>();

    /**
     * @param first sent together with the answer to the handshake
     */
    CutNode(int... first) {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> accept(bytes(first)));
    }

    private void accept(byte[] first) {
        try {
            Socket socket = server.accept();
            String key =
                    head(socket.getInputStream())
                            .split("(?i)sec-websocket-key: ", 2)[1]
                            .split("\r", 2)[0];
            byte[] answer =
                    ("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Accept: "
                                    + accept(key)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
            byte[] both = new byte[answer.length + first.length];
            System.arraycopy(answer, 0, both, 0, answer.length);
            System.arraycopy(first, 0, both, answer.length, first.length);
            socket.getOutputStream().write(both);
            accepted.complete(socket);
        } catch (IOException e) {
            accepted.completeExceptionally(e);
        }
    }

    static String accept(String key) {
        try {
            byte[] text =
                    (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    int port() {
        return server.getLocalPort();
    }

    void send(int... what) {
        try {
            OutputStream out = EdgeSuite.get(accepted).getOutputStream();
            out.write(bytes(what));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if the process was killed. */
    void cut() {
        try {
            EdgeSuite.get(accepted).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(int... what) {
        byte[] bytes = new byte[what.length];
        for (int i = 0; i < what.length; i++) {
            bytes[i] = (byte) what[i];
        }
        return bytes;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
