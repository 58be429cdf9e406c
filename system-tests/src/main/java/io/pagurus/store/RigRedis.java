package io.pagurus.store;

import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.local.redis.RedisNode;
import io.pagurus.local.redis.SentinelRedis;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Thread-safe; blocks. The Redis of a rig, and what can happen to it. */
public sealed interface RigRedis extends AutoCloseable {

    /** What session-service is told of it. */
    Map<String, String> environment();

    /** Where the views are at this moment. */
    URI primary();

    /** Everything in it is gone. */
    void flush();

    /** SIGKILL and a start on its data, at once. */
    void restart();

    /** The primary dies, and a replica takes its place, where there is one. */
    void failOver();

    /** The same after a time in which no replica heard of any write. */
    void failOverWithLostTail(Duration unheard);

    /** SIGSTOP of the primary. */
    void pause();

    /** SIGCONT of what was paused last. */
    void resume();

    @Override
    void close();

    /** One server. */
    record Single(LocalRedis redis) implements RigRedis {

        static Single begin() {
            return new Single(LocalRedis.start());
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("QUARKUS_REDIS_HOSTS", redis.uri());
        }

        @Override
        public URI primary() {
            return URI.create(redis.uri());
        }

        @Override
        public void flush() {
            redis.call("FLUSHALL");
        }

        @Override
        public void restart() {
            redis.kill();
            redis.restart();
        }

        @Override
        public void failOver() {
            restart();
        }

        @Override
        public void failOverWithLostTail(Duration unheard) {
            restart();
        }

        @Override
        public void pause() {
            redis.pause();
        }

        @Override
        public void resume() {
            redis.resume();
        }

        @Override
        public void close() {
            redis.close();
        }
    }

    /** A primary and two replicas under three Sentinels. */
    final class Watched implements RigRedis {

        private static final System.Logger LOG = System.getLogger(RigRedis.class.getName());
        private static final Duration WHOLE_LIMIT = Duration.ofSeconds(20);
        private static final Duration MENDING = Duration.ofMillis(1_200);
        private static final int MENDINGS = 10;

        private final SentinelRedis redis;
        private volatile RedisNode paused;

        private Watched(SentinelRedis redis) {
            this.redis = redis;
            this.paused = redis.primary();
        }

        static Watched begin() {
            return new Watched(SentinelRedis.start());
        }

        @Override
        public Map<String, String> environment() {
            return Map.of(
                    "QUARKUS_REDIS_HOSTS", redis.uris(),
                    "QUARKUS_REDIS_CLIENT_TYPE", "sentinel",
                    "QUARKUS_REDIS_MASTER_NAME", redis.primaryName());
        }

        @Override
        public URI primary() {
            return URI.create(redis.primary().uri());
        }

        @Override
        public void flush() {
            redis.primary().call("FLUSHALL");
        }

        @Override
        public void restart() {
            RedisNode primary = redis.primary();
            primary.kill();
            primary.restart();
            awaitWhole();
        }

        @Override
        public void failOver() {
            RedisNode old = redis.primary();
            old.kill();
            replaced(old, () -> redis.awaitPrimaryOtherThan(old));
        }

        @Override
        public void failOverWithLostTail(Duration unheard) {
            RedisNode old = redis.primary();
            replaced(old, () -> redis.failOverWithout(() -> Pauses.of(unheard)));
        }

        /**
         * Sentinels that find no successor leave the old primary in its place: it comes back
         * without its data, which is a fault too, and no smaller one.
         */
        private void replaced(RedisNode old, Runnable failover) {
            try {
                failover.run();
            } catch (IllegalStateException nobody) {
                LOG.log(System.Logger.Level.WARNING, "no failover: {0}", nobody.getMessage());
            }
            old.restart();
            awaitWhole();
        }

        @Override
        public void pause() {
            paused = redis.primary();
            paused.pause();
        }

        @Override
        public void resume() {
            paused.resume();
            awaitWhole();
        }

        /**
         * Until the next failover finds a replica that has everything. What the Sentinels would
         * mend after ten seconds is mended at once, as an operator does it: a server starts as what
         * it was at the very first.
         */
        private void awaitWhole() {
            for (int i = 0; i < MENDINGS && !Patience.of(MENDING).until(redis::settled); i++) {
                mend();
            }
            if (!Patience.of(WHOLE_LIMIT).until(redis::settled)) {
                throw new IllegalStateException("Redis has not two replicas again: " + picture());
            }
        }

        private void mend() {
            if (redis.failingOver() || redis.reconcile()) {
                return;
            }
            RedisNode primary = redis.primary();
            String port = Integer.toString(primary.port());
            if (primary.answers("role:slave", "INFO", "replication")) {
                primary.call("REPLICAOF", "NO", "ONE");
            }
            for (RedisNode replica : redis.replicas()) {
                if (!replica.answers("master_port:" + port, "INFO", "replication")) {
                    replica.answers("OK", "REPLICAOF", "127.0.0.1", port);
                }
            }
        }

        private String picture() {
            StringBuilder picture = new StringBuilder("primary " + redis.primary().port());
            for (RedisNode replica : redis.replicas()) {
                picture.append("; ").append(replica.port()).append(' ');
                picture.append(replica.call("INFO", "replication").replaceAll("\\s+", " "));
            }
            return picture.toString();
        }

        @Override
        public void close() {
            redis.close();
        }
    }
}
