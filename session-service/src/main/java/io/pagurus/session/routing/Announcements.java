package io.pagurus.session.routing;

import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.session.journal.SessionTable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the thread that calls {@link #run()}; {@link #close()} is thread-safe. Tells the
 * other instances which partitions this one serves, and says it again when the directory has
 * another word.
 */
public final class Announcements implements Runnable, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SessionTable sessions;
    private final PartitionDirectory directory;
    private final EventWriter events;
    private final String instance;
    private final String url;
    private final Duration lookAgain;
    private final CountDownLatch closeAsked = new CountDownLatch(1);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

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
        this.lookAgain = settings.lookAgain();
    }

    /** Tells until {@link #close()}. */
    @Override
    public void run() {
        try {
            boolean told = false;
            while (!closeAsked.await(
                    (told ? PATIENCE : lookAgain).toMillis(), TimeUnit.MILLISECONDS)) {
                told = tell();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.complete(null);
        }
    }

    /** What was told comes back by the directory's own topic; until then nothing is repeated. */
    private boolean tell() {
        boolean told = false;
        for (int partition : sessions.served()) {
            PartitionServed here = new PartitionServed(partition, instance, url);
            if (!directory.at(partition).map(here::equals).orElse(false)) {
                var _ = events.write(here);
                told = true;
            }
        }
        return told;
    }

    /** Stops the thread and waits for it. */
    @Override
    public void close() {
        closeAsked.countDown();
        stopped.join();
    }
}
