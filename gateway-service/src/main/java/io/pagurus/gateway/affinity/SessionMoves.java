package io.pagurus.gateway.affinity;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.kafka.EventLoop;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the thread that reads Kafka. Keeps the remembered owners true, then tells the event
 * loops, so that a request which runs at the old owner goes on at the new one.
 */
public final class SessionMoves implements EventLoop.Handler {

    private final OwnerCache owners;
    private volatile BiConsumer<String, KnownOwner> moved = (_, _) -> {};

    public SessionMoves(OwnerCache owners) {
        this.owners = owners;
    }

    /** Names who is told, by session and new owner; called on the reader's thread. */
    public void onMoved(BiConsumer<String, KnownOwner> listener) {
        moved = listener;
    }

    @Override
    public void on(CloudEvent<?> event, ConsumerRecord<String, byte @Nullable []> read) {
        if (event.data() instanceof SessionEvent.SessionMoved move) {
            KnownOwner owner = new KnownOwner(move.to().node(), move.to().region(), move.epoch());
            owners.moved(move.sessionId(), owner);
            moved.accept(move.sessionId(), owner);
        }
    }
}
