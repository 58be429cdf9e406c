package io.pagurus.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Which instance of session-service serves which partition of the journal, on {@code
 * claw.session.directory} (compacted; the last word counts).
 */
public sealed interface DirectoryEvent extends Event {

    /**
     * An instance knows the sessions of a partition, and answers for them.
     *
     * @param partition of the journal, from 0
     * @param url where the others reach the instance, without a slash at its end
     * @param rules the last version of the fold's rules that the instance has; null in what was
     *     written before there was a second one
     */
    record PartitionServed(int partition, String instance, String url, @Nullable Integer rules)
            implements DirectoryEvent {
        public PartitionServed {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(url, "url");
        }

        @Override
        public String key() {
            return Integer.toString(partition);
        }
    }
}
