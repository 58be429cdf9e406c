package io.pagurus.migration.history;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.MigrationEvent;
import io.pagurus.events.MigrationEvent.MigrationAborted;
import io.pagurus.events.MigrationEvent.MigrationCompleted;
import io.pagurus.events.MigrationEvent.MigrationPlanned;
import io.pagurus.events.kafka.EventLoop;
import io.pagurus.migration.history.MigrationState.Aborted;
import io.pagurus.migration.history.MigrationState.Completed;
import io.pagurus.migration.history.MigrationState.Running;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe (own monitor, held for moments). The last migrations of all instances, folded from
 * their events; the same event twice changes nothing.
 */
public final class MigrationHistory implements EventLoop.Handler {

    private final Map<String, MigrationState> states;

    /**
     * An empty history.
     *
     * @param limit how many are kept; the oldest are forgotten
     */
    public MigrationHistory(int limit) {
        this.states =
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, MigrationState> eldest) {
                        return size() > limit;
                    }
                };
    }

    @Override
    public void on(CloudEvent<?> event, ConsumerRecord<String, byte @Nullable []> record) {
        if (event.data() instanceof MigrationEvent told) {
            apply(told);
        }
    }

    public synchronized void apply(MigrationEvent event) {
        MigrationState known = states.get(event.migrationId());
        if (known == null || known instanceof Running) {
            states.put(event.migrationId(), next(known, event));
        }
    }

    private static MigrationState next(@Nullable MigrationState known, MigrationEvent event) {
        Running plan = known instanceof Running running ? running : null;
        return switch (event) {
            case MigrationPlanned e ->
                    // What was planned first is the plan; a resumed one says it again.
                    plan != null
                            ? plan
                            : new Running(
                                    e.migrationId(),
                                    e.nodeId(),
                                    e.reason(),
                                    e.sessions(),
                                    e.plannedAt());
            case MigrationCompleted e ->
                    new Completed(
                            e.migrationId(),
                            e.nodeId(),
                            e.reason(),
                            plan == null ? e.moved() + e.overtaken() : plan.planned(),
                            e.moved(),
                            e.overtaken(),
                            e.plannedAt(),
                            e.completedAt());
            case MigrationAborted e ->
                    new Aborted(e.migrationId(), e.nodeId(), e.reason(), e.left(), plan);
        };
    }

    public synchronized Optional<MigrationState> find(String migrationId) {
        return Optional.ofNullable(states.get(migrationId));
    }

    /** All that are kept, the latest first. */
    public synchronized List<MigrationState> all() {
        return List.copyOf(states.values()).reversed();
    }
}
