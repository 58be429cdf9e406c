package io.pagurus.health.registry;

import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Makes consumers for the reader: committed records only, no automatic commits. */
@FunctionalInterface
public interface LogConsumers {

    /**
     * Opens a consumer.
     *
     * @param group whose committed position is asked for; it has no members
     */
    Consumer<String, byte @Nullable []> open(String group);
}
