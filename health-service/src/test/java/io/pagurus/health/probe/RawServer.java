package io.pagurus.health.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Thread-safe. Answers each connection with the same bytes, whatever it is sent. */
final class RawServer implements AutoCloseable {

    private final ServerSocket listening =
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final byte[] answer;
    private final boolean closing;

    RawServer(String answer, boolean closing) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
        this.closing = closing;
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                var _ = socket.getInputStream().read(new byte[1024]);
                socket.getOutputStream().write(answer);
                socket.getOutputStream().flush();
                if (closing) {
                    socket.close();
                }
            }
        } catch (IOException _) {
            // closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
