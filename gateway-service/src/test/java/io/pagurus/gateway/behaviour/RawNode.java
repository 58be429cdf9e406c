package io.pagurus.gateway.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; its connections are served on virtual threads. A node that answers exactly the bytes
 * that it is told to, one text for each head that it reads. It reads no bodies.
 */
final class RawNode implements AutoCloseable {

    /** Closes the connection once all before it is sent. */
    static final String CLOSE = "<close>";

    private final ServerSocket server = listen();
    private final Deque<String> answers = new ConcurrentLinkedDeque<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /** The answers, one after the other; their line ends are turned into those of HTTP. */
    RawNode(String... texts) {
        answers.addAll(List.of(texts));
        Thread.ofVirtual().start(this::accept);
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException notListening) {
            throw new UncheckedIOException(notListening);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections were made to it. */
    int connections() {
        return connections.size();
    }

    List<String> heads() {
        return heads;
    }

    private void accept() {
        try {
            while (true) {
                Socket accepted = server.accept();
                connections.add(accepted);
                Thread.ofVirtual().start(() -> serve(accepted));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (String head; (head = head(socket.getInputStream())) != null; ) {
                heads.add(head);
                String answer = answers.removeFirst();
                socket.getOutputStream()
                        .write(
                                answer.replace(CLOSE, "")
                                        .replace("\n", "\r\n")
                                        .getBytes(StandardCharsets.ISO_8859_1));
                if (answer.endsWith(CLOSE)) {
                    return;
                }
            }
        } catch (IOException _) {
            // The edge has gone.
        }
    }

    private static @Nullable String head(InputStream in) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            read.append((char) b);
        }
        return read.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : connections) {
            each.close();
        }
    }
}
