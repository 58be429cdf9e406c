package io.pagurus.local.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/** Thread-safe. Closing where it does not matter that it fails. */
final class Sockets {

    private Sockets() {}

    /** Then the other end sees a reset, not an end of the stream. */
    static void resetOnClose(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // It is closed already.
        }
    }

    static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException _) {
            // Nobody can use it any more, which is all that is asked for.
        }
    }
}
