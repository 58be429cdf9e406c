package io.pagurus.gateway.listener;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The listening socket of one port, known from the first connection on. Closed alone,
 * no client can connect any more, and those who are connected stay.
 */
public final class ListeningSocket {

    private final AtomicReference<@Nullable Channel> socket = new AtomicReference<>();

    void accepts(Channel listening) {
        if (socket.get() == null) {
            socket.set(listening);
        }
    }

    /** Stops listening, if anybody has connected at all. */
    public void close() {
        Channel listening = socket.get();
        if (listening != null) {
            var _ = listening.close();
        }
    }
}
