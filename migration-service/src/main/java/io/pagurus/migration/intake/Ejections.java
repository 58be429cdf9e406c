package io.pagurus.migration.intake;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.ClusterEvent.NodeEjected;
import io.pagurus.events.kafka.EventLoop;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the intake loop's thread, which may block. Runs a migration for each ejection, one
 * after the other, and returns only once its end is published: the group's position stands before
 * an ejection until then, so a restart begins it again under the same id.
 */
public final class Ejections implements EventLoop.Handler {

    private final Migration migration;

    public Ejections(Migration migration) {
        this.migration = migration;
    }

    @Override
    public void on(CloudEvent<?> event, ConsumerRecord<String, byte @Nullable []> record) {
        if (!(event.data() instanceof NodeEjected ejected)) {
            return;
        }
        switch (migration.run(event.id(), ejected)) {
            case PUBLISHED, KNOWN -> {}
            case STOPPED -> throw stopping();
        }
    }

    /** Ends the loop without committing its position. */
    private static InterruptException stopping() {
        InterruptException stop = new InterruptException("stopping");
        // Its constructor interrupts the thread, which still has to close its consumer.
        Thread.interrupted();
        return stop;
    }
}
