package io.pagurus.events.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the thread that reads, but for {@link #wakeup()}. The consumer by which a process is
 * in its group, and another one after the group gave the process's place away.
 *
 * <p>A consumer that was fenced is of no use any more, not even to join anew: the thread that sent
 * its heartbeats stays, asleep on the monitor on which its successor sleeps too, and Kafka's
 * coordinator wakes only one of the two (<code>AbstractCoordinator.pollHeartbeat</code> and <code>
 * close</code>, 4.1). Heartbeats then stop, or closing never ends.
 */
public final class Membership {

    private static final System.Logger LOG = System.getLogger(Membership.class.getName());
    private static final Duration LEAVING = Duration.ofSeconds(2);

    private final Supplier<? extends Consumer<String, byte @Nullable []>> consumers;
    private volatile @Nullable Consumer<String, byte @Nullable []> current;

    /**
     * Makes the first consumer.
     *
     * @param consumers each made for this membership alone, with auto-commit off
     * @throws KafkaException when the consumer's settings are wrong
     */
    public Membership(Supplier<? extends Consumer<String, byte @Nullable []>> consumers) {
        this.consumers = consumers;
        this.current = consumers.get();
    }

    /**
     * The consumer of now.
     *
     * @throws KafkaException when a new one was due and could not be made; it is tried again
     */
    public Consumer<String, byte @Nullable []> consumer() {
        Consumer<String, byte @Nullable []> now = current;
        if (now == null) {
            now = consumers.get();
            current = now;
        }
        return now;
    }

    /**
     * The place was taken: this consumer is closed, which tells its rebalance listener that all is
     * lost or revoked, and the next is another.
     */
    public void renew() {
        leave(GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    /** Ends it; what becomes of the place is the group's default for this kind of member. */
    public void close() {
        leave(GroupMembershipOperation.DEFAULT);
    }

    /** Ends it for good: the others need not wait for this process to come back. */
    public void quit() {
        leave(GroupMembershipOperation.LEAVE_GROUP);
    }

    private void leave(GroupMembershipOperation operation) {
        Consumer<String, byte @Nullable []> lost = current;
        if (lost == null) {
            return;
        }
        try {
            lost.close(CloseOptions.timeout(LEAVING).withGroupMembershipOperation(operation));
        } catch (KafkaException failed) {
            LOG.log(System.Logger.Level.INFO, "leaving a group failed: {0}", failed.toString());
        } finally {
            current = null;
        }
    }

    /** Thread-safe. Ends a poll that is going on, with {@code WakeupException}. */
    public void wakeup() {
        Consumer<String, byte @Nullable []> now = current;
        if (now != null) {
            now.wakeup();
        }
    }
}
