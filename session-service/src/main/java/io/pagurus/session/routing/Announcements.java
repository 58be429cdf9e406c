package io.pagurus.session.routing;

import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.session.fold.RulesVersion;
import io.pagurus.session.journal.SessionTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Confined to the thread of its rounds. Tells the other instances which partitions this one serves,
 * and says it again when the directory has another word.
 */
public final class Announcements {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private final SessionTable sessions;
    private final PartitionDirectory directory;
    private final EventWriter events;
    private final String instance;
    private final String url;
    private final Map<Integer, Long> toldNanos = new HashMap<>();

    public Announcements(
            SessionTable sessions,
            PartitionDirectory directory,
            EventWriter events,
            String instance,
            RoutingSettings settings) {
        this.sessions = sessions;
        this.directory = directory;
        this.events = events;
        this.instance = instance;
        this.url = settings.url();
    }

    /** What was told comes back by the directory's own topic; until then nothing is repeated. */
    public void tell() {
        Set<Integer> served = sessions.served();
        toldNanos.keySet().retainAll(served);
        for (int partition : served) {
            PartitionServed here =
                    new PartitionServed(partition, instance, url, RulesVersion.LATEST.number());
            if (!directory.at(partition).map(here::equals).orElse(false)
                    && !isOnItsWay(partition)) {
                var _ = events.write(here);
                toldNanos.put(partition, System.nanoTime());
            }
        }
    }

    private boolean isOnItsWay(int partition) {
        Long told = toldNanos.get(partition);
        return told != null && System.nanoTime() - told < PATIENCE_NANOS;
    }
}
