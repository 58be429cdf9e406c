package io.pagurus.local.redis;

import io.pagurus.local.process.FreePorts;
import io.pagurus.local.process.Patience;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Thread-safe; blocks. A primary with two replicas, watched by three Sentinels that agree by two,
 * as processes, for tests. A primary that is dead or silent is replaced in about two seconds.
 */
public final class SentinelRedis implements AutoCloseable {

    private static final int SERVERS = 3;
    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;
    private static final int DOWN_AFTER_MILLIS = 500;
    private static final String NAME = "pagurus";
    private static final Duration UNAIDED = Duration.ofSeconds(15);
    private static final Duration AIDED = Duration.ofSeconds(15);

    private final RedisGroup group;
    private final RedisAccess access;
    private final List<RedisNode> servers = new ArrayList<>();
    private final List<RedisNode> sentinels = new ArrayList<>();

    private SentinelRedis(RedisGroup group, RedisAccess access) {
        this.group = group;
        this.access = access;
    }

    /** Empty, ready for clients, with all Sentinels knowing all replicas. */
    public static SentinelRedis start() {
        return start(RedisAccess.open());
    }

    /** The same for those only whom it lets in; without TLS. The Sentinels know the user too. */
    public static SentinelRedis start(RedisAccess access) {
        SentinelRedis redis = new SentinelRedis(new RedisGroup("sentinel"), access);
        try {
            redis.form();
            return redis;
        } catch (RuntimeException notFormed) {
            redis.close();
            throw notFormed;
        }
    }

    private void form() {
        List<Integer> ports = FreePorts.find(SERVERS + SENTINELS);
        int primary = ports.getFirst();
        for (int port : ports.subList(0, SERVERS)) {
            List<String> options = new ArrayList<>(access.options(0));
            // A replica that comes back should not wait for others to come back with it.
            options.addAll(List.of("--repl-diskless-sync-delay", "0"));
            if (port != primary) {
                options.addAll(List.of("--replicaof", RedisNode.HOST, Integer.toString(primary)));
            }
            servers.add(group.server(port, access, options));
        }
        group.awaitReady();
        RedisGroup.await(
                "replication",
                () -> servers.getFirst().answers("connected_slaves:2", "INFO", "replication"));
        ports.subList(SERVERS, SERVERS + SENTINELS)
                .forEach(port ->
                        sentinels.add(
                                group.sentinel(port, null, configuration(port, primary, QUORUM))));
        group.awaitReady();
        RedisGroup.await(
                "all Sentinels know all", () -> sentinels.stream().allMatch(this::knowsAll));
    }

    private List<String> configuration(int port, int primary, int quorum) {
        List<String> lines = new ArrayList<>();
        lines.add("bind " + RedisNode.HOST);
        lines.add("port " + port);
        lines.add("sentinel monitor " + NAME + " " + RedisNode.HOST + " " + primary + " " + quorum);
        lines.add("sentinel down-after-milliseconds " + NAME + " " + DOWN_AFTER_MILLIS);
        lines.add("sentinel failover-timeout " + NAME + " 3000");
        if (access.user() != null) {
            lines.add("sentinel auth-pass " + NAME + " " + access.operatorPassword());
            lines.add("user " + access.user().line());
        }
        return lines;
    }

    private boolean knowsAll(RedisNode sentinel) {
        return sentinel.answers("slaves=2,sentinels=3", "INFO", "sentinel")
                && sentinel.answers("OK", "SENTINEL", "CKQUORUM", NAME);
    }

    /** As {@code quarkus.redis.hosts} wants it. */
    public String uris() {
        return String.join(",", sentinels.stream().map(RedisNode::uri).toList());
    }

    /** As {@code quarkus.redis.master-name} wants it. */
    public String primaryName() {
        return NAME;
    }

    public List<RedisNode> sentinels() {
        return List.copyOf(sentinels);
    }

    /**
     * Another Sentinel, which takes a replica for the primary and will not learn better: one that
     * ended a failover of its own after another one's does so. It finds nobody to elect anything
     * with. To be called before the first failover.
     */
    public RedisNode mistakenSentinel() {
        int port = FreePorts.find(1).getFirst();
        List<String> lines = configuration(port, replicas().getFirst().port(), SENTINELS + 1);
        RedisNode mistaken = group.sentinel(port, null, lines);
        mistaken.awaitReady();
        return mistaken;
    }

    /** The server that most Sentinels name at this moment; it may be dead. */
    public RedisNode primary() {
        return named().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new IllegalStateException("no Sentinel answers"));
    }

    /** By how many Sentinels each server is named. */
    private Map<RedisNode, Integer> named() {
        Map<RedisNode, Integer> named = new HashMap<>();
        sentinels.forEach(
                sentinel -> namedBy(sentinel).ifPresent(by -> named.merge(by, 1, Integer::sum)));
        return named;
    }

    /** Nothing of a dead Sentinel. */
    private Optional<RedisNode> namedBy(RedisNode sentinel) {
        try {
            String[] address =
                    sentinel.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME).split("\n", -1);
            int port = Integer.parseInt(address[1]);
            return servers.stream().filter(server -> server.port() == port).findAny();
        } catch (UncheckedIOException | IllegalStateException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    /**
     * Whether all Sentinels name one server and find nothing wrong with it, and it is a primary
     * with two replicas: another failover may begin.
     */
    public boolean settled() {
        RedisNode primary = primary();
        return sentinels.stream()
                        .allMatch(sentinel ->
                                namedBy(sentinel).equals(Optional.of(primary))
                                        && sentinel.answers(
                                                "flags\nmaster\n", "SENTINEL", "MASTER", NAME))
                && primary.answers("role:master", "INFO", "replication")
                && primary.answers("connected_slaves:2", "INFO", "replication");
    }

    /** Whether a Sentinel is replacing the primary. */
    public boolean failingOver() {
        return sentinels.stream()
                .anyMatch(sentinel ->
                        sentinel.answers("failover_in_progress", "SENTINEL", "MASTER", NAME));
    }

    /**
     * Has Sentinels that name different servers agree, as an operator would: two failovers at a
     * time can leave them at odds for good, and the next one ends that.
     *
     * @return whether they named different servers, and a failover has begun
     */
    public boolean reconcile() {
        return named().size() > 1 && failOverBy(primary());
    }

    /** By one Sentinel: two that are told at once promote two servers under one epoch. */
    private boolean failOverBy(RedisNode primary) {
        return sentinels.stream()
                .filter(sentinel -> namedBy(sentinel).equals(Optional.of(primary)))
                .anyMatch(sentinel -> sentinel.answers("OK", "SENTINEL", "FAILOVER", NAME));
    }

    /** The servers that are no primary and alive. */
    public List<RedisNode> replicas() {
        RedisNode primary = primary();
        return servers.stream().filter(s -> s != primary && s.alive()).toList();
    }

    /**
     * Waits until another server than this one is primary, and accepts writes. Sentinels that have
     * tried in vain wait before they try again, and are told to, as an operator would.
     *
     * @throws IllegalStateException when they find nobody, with what they know of the replicas
     */
    public RedisNode awaitPrimaryOtherThan(RedisNode old) {
        if (!Patience.of(UNAIDED).until(() -> isReplaced(old))) {
            var _ = failOverBy(primary());
        }
        if (!Patience.of(AIDED).until(() -> isReplaced(old))) {
            throw new IllegalStateException(
                    "Redis: no other primary; replicas are "
                            + sentinels.getFirst().call("SENTINEL", "REPLICAS", NAME));
        }
        return primary();
    }

    private boolean isReplaced(RedisNode old) {
        return primary() != old && primary().answers("role:master", "INFO", "replication");
    }

    /** Replaces the primary as an operator does it: nothing is lost. */
    public RedisNode failOver() {
        RedisNode old = primary();
        RedisGroup.await(
                "a failover",
                () -> sentinels.getFirst().answers("OK", "SENTINEL", "FAILOVER", NAME));
        return awaitPrimaryOtherThan(old);
    }

    /**
     * Replaces the primary so that the last writes are lost: they are made while no replica hears
     * of them, then the primary is killed.
     *
     * @return the new primary
     */
    public RedisNode failOverWithout(Runnable lastWrites) {
        RedisNode old = primary();
        String nobody = Integer.toString(FreePorts.find(1).getFirst());
        replicas().forEach(replica -> replica.call("REPLICAOF", RedisNode.HOST, nobody));
        lastWrites.run();
        old.kill();
        return awaitPrimaryOtherThan(old);
    }

    @Override
    public void close() {
        group.close();
    }
}
