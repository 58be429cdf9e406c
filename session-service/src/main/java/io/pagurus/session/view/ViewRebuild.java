package io.pagurus.session.view;

import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.history.UnreadableChunkException;
import io.pagurus.session.journal.SessionTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Confined to the view keeper's thread, which waits for threads of its own; the counters are
 * thread-safe. Replaces views that are missing, behind or wrong by what their source says: all that
 * are wanted of a partition in one pass, some partitions at once.
 */
final class ViewRebuild {

    private static final System.Logger LOG = System.getLogger(ViewRebuild.class.getName());
    private static final int MOST_TOLD = 1_000;

    private final SessionTable sessions;
    private final SessionSource source;
    private final RedisLink redis;
    private final ViewRedis commands;
    private final ViewFeed feed;
    private final BooleanSupplier stopping;
    private final int batch;
    private final int threads;
    private final int pipeline;
    private final LongAdder rebuilt = new LongAdder();
    private final LongAdder unreadable = new LongAdder();

    /** Sessions that the log has as damaged. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ViewRebuild(
            SessionTable sessions,
            SessionSource source,
            RedisLink redis,
            ViewRedis commands,
            ViewFeed feed,
            ViewSettings settings,
            BooleanSupplier stopping) {
        this.sessions = sessions;
        this.source = source;
        this.redis = redis;
        this.commands = commands;
        this.feed = feed;
        this.stopping = stopping;
        this.batch = settings.rebuildBatch();
        this.threads = settings.rebuildThreads();
        this.pipeline = settings.rebuildPipeline();
    }

    /**
     * Rebuilds the sessions that are marked.
     *
     * @return false when some could not be, and are marked again
     */
    boolean some() throws InterruptedException {
        Map<Integer, Map<String, SessionHeader>> byPartition = new TreeMap<>();
        for (String sessionId : feed.takeBehind(batch)) {
            sessions.find(sessionId)
                    .ifPresent(header ->
                            byPartition
                                    .computeIfAbsent(header.partition(), _ -> new HashMap<>())
                                    .put(sessionId, header));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Boolean>> parts = new ArrayList<>();
            byPartition.forEach((partition, headers) ->
                    parts.add(pool.submit(() -> partition(partition, headers))));
            boolean all = true;
            for (Future<Boolean> part : parts) {
                all &= part.get();
            }
            return all;
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private boolean partition(int partition, Map<String, SessionHeader> headers) {
        Map<String, SessionHeader> left = new HashMap<>(headers);
        Set<String> damaged = new HashSet<>();
        RebuildPipeline writing =
                new RebuildPipeline(
                        redis,
                        commands,
                        pipeline,
                        (sessionId, why) -> {
                            damaged.add(sessionId);
                            left.remove(sessionId);
                            leftOut(sessionId, why);
                        });
        try {
            source.load(
                    partition,
                    headers.values(),
                    content -> {
                        if (stopping.getAsBoolean()) {
                            throw new IllegalStateException("the service is stopping");
                        }
                        writing.add(content).forEach(left::remove);
                    });
            writing.flush().forEach(left::remove);
        } finally {
            rebuilt.add(headers.size() - left.size() - damaged.size());
            left.keySet().forEach(feed::markBehind);
        }
        return left.isEmpty();
    }

    /**
     * Nobody can rebuild it; that is no reason for the others to wait. The sweep finds it again.
     */
    private void leftOut(String sessionId, UnreadableChunkException why) {
        unreadable.increment();
        if (told.size() < MOST_TOLD && told.add(sessionId)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the view of session {0} cannot be rebuilt: {1}",
                    sessionId,
                    why.getMessage());
        }
    }

    /** How often a session was left out, as a chunk of it could not be opened. */
    long unreadable() {
        return unreadable.sum();
    }

    /** Views rebuilt so far. */
    long rebuilt() {
        return rebuilt.sum();
    }
}
