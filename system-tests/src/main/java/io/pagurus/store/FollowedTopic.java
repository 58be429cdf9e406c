package io.pagurus.store;

import io.pagurus.history.EventReader;
import io.pagurus.history.EventReader.ReadEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread, which it blocks. All records of a topic so far; each is read once, unless
 * the brokers fail in between.
 */
final class FollowedTopic implements AutoCloseable {

    private final String servers;
    private final String topic;
    private final List<ReadEvent> read = new ArrayList<>();
    private @Nullable EventReader reader;

    FollowedTopic(String servers, String topic) {
        this.servers = servers;
        this.topic = topic;
    }

    /** From the first record to the end as it is now. */
    List<ReadEvent> all() {
        EventReader open = reader;
        if (open == null) {
            open = new EventReader(servers, topic);
            reader = open;
        }
        try {
            read.addAll(open.readToEnd());
            return List.copyOf(read);
        } catch (RuntimeException failed) {
            // What was read of an unfinished pass is gone with it.
            close();
            read.clear();
            throw failed;
        }
    }

    @Override
    public void close() {
        EventReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
