package io.pagurus.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Thread-safe; blocks. Ports of the loopback address. */
public final class FreePorts {

    private static final int CONNECT_MILLIS = 300;

    /** Above the well-known services, below what Linux (from 32768) and macOS give to clients. */
    static final int FIRST = 15_000;

    static final int LAST = 31_999;
    private static final int TRIES = 10_000;

    private FreePorts() {}

    /**
     * So many different ports that nobody listens on at this moment. The system gives none of them
     * to a client for its own end of a connection, so that a process that is started again finds
     * its port free, and nobody who looks for it meanwhile is connected to himself.
     */
    public static List<Integer> find(int count) {
        Set<Integer> found = new LinkedHashSet<>();
        for (int tries = 0; found.size() < count; tries++) {
            if (tries > TRIES) {
                throw new IllegalStateException("there are not " + count + " free ports");
            }
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(port)) {
                found.add(port);
            }
        }
        return List.copyOf(found);
    }

    /** Whether a server can listen there. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Whether somebody answers there. */
    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
