package io.pagurus.local.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Thread-safe; virtual threads. Sends back what it gets, and ends when the client does. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket listener;

    EchoServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var _ = Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                var _ = Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException _) {
            // The connection was reset, as some tests want.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException notClosed) {
            throw new UncheckedIOException(notClosed);
        }
    }
}
