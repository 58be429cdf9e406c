package io.pagurus.bench.sessions;

import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Confined to one thread, which it blocks. What conversations of the measured corpus weigh in a
 * Redis of their own: what it says that it uses before anything is connected to it, and after
 * session-service has written them and is gone, divided by the conversations.
 */
final class BytesRun {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration SEAL_LIMIT = Duration.ofSeconds(60);

    private final BenchOptions options;

    BytesRun(BenchOptions options) {
        this.options = options;
    }

    /** Bytes of the session's hash and its history. */
    long history() throws InterruptedException {
        return weigh(List.of("turns"), false);
    }

    /** Bytes of these, the ids of its turns, an agent's state and a pending task. */
    long all() throws InterruptedException {
        return weigh(List.of(), true);
    }

    private long weigh(List<String> without, boolean all) throws InterruptedException {
        List<String> sessions = sessions();
        try (LocalBroker broker = LocalBroker.start();
                LocalRedis redis = LocalRedis.start();
                RedisPicture picture = new RedisPicture(redis.host(), redis.port())) {
            long before = picture.usedBytes();
            try (ServiceProcess service =
                    ServiceProcess.start(
                            options,
                            broker.bootstrapServers(),
                            redis.uri(),
                            Map.of(),
                            START_LIMIT)) {
                new CorpusClients(service, sessions).write(all);
                if (!Patience.of(SEAL_LIMIT).until(() -> picture.areSealed(sessions))) {
                    throw new BenchFailure("the conversations are not all in Redis, sealed");
                }
            }
            picture.forget(sessions, without);
            return (picture.usedBytes() - before) / sessions.size();
        }
    }

    private List<String> sessions() {
        SplittableRandom ids = new SplittableRandom(options.conversations());
        List<String> sessions = new ArrayList<>();
        for (int number = 0; number < options.conversations(); number++) {
            byte[] id = new byte[16];
            ids.nextBytes(id);
            sessions.add(HexFormat.of().formatHex(id));
        }
        return sessions;
    }
}
