package io.pagurus.local.redis;

import io.pagurus.local.process.FreePorts;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Thread-safe; blocks. A Redis Cluster of three primaries, with a replica each if asked for, as
 * processes, for tests. A dead primary is replaced by its replica in about two seconds.
 */
public final class ClusterRedis implements AutoCloseable {

    private static final int PRIMARIES = 3;
    private static final int SLOTS = 16_384;
    private static final int NODE_TIMEOUT_MILLIS = 1_000;

    private final RedisGroup group;
    private final List<RedisNode> nodes = new ArrayList<>();

    private ClusterRedis(RedisGroup group) {
        this.group = group;
    }

    /** Three primaries, ready for clients. */
    public static ClusterRedis start() {
        return start(RedisAccess.open(), false);
    }

    /** The same for those only whom it lets in; without TLS. */
    public static ClusterRedis start(RedisAccess access, boolean withReplicas) {
        ClusterRedis redis = new ClusterRedis(new RedisGroup("cluster"));
        try {
            redis.form(access, withReplicas ? 2 * PRIMARIES : PRIMARIES);
            return redis;
        } catch (RuntimeException notFormed) {
            redis.close();
            throw notFormed;
        }
    }

    private void form(RedisAccess access, int size) {
        List<Integer> ports = FreePorts.find(2 * size);
        for (int i = 0; i < size; i++) {
            nodes.add(group.server(ports.get(i), access, options(access, ports.get(size + i))));
        }
        group.awaitReady();
        for (int i = 0; i < PRIMARIES; i++) {
            nodes.get(i)
                    .call(
                            "CLUSTER",
                            "ADDSLOTSRANGE",
                            Integer.toString(i * SLOTS / PRIMARIES),
                            Integer.toString((i + 1) * SLOTS / PRIMARIES - 1));
        }
        // Without it, two nodes of one epoch need a while to agree on another.
        for (int i = 0; i < size; i++) {
            nodes.get(i).call("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 1; i < size; i++) {
            nodes.getFirst()
                    .call(
                            "CLUSTER",
                            "MEET",
                            RedisNode.HOST,
                            Integer.toString(ports.get(i)),
                            Integer.toString(ports.get(size + i)));
        }
        awaitAll("cluster_known_nodes:" + size);
        for (int i = PRIMARIES; i < size; i++) {
            RedisNode replica = nodes.get(i);
            String primary = nodes.get(i - PRIMARIES).call("CLUSTER", "MYID");
            RedisGroup.await(
                    "a replica knows its primary",
                    () -> replica.answers("OK", "CLUSTER", "REPLICATE", primary));
            RedisGroup.await(
                    "a replica has its primary's data",
                    () -> replica.answers("master_link_status:up", "INFO", "replication"));
        }
        awaitAll("cluster_state:ok");
    }

    private void awaitAll(String state) {
        RedisGroup.await(
                state,
                () -> nodes.stream().allMatch(node -> node.answers(state, "CLUSTER", "INFO")));
    }

    private static List<String> options(RedisAccess access, int busPort) {
        List<String> options = new ArrayList<>(access.options(0));
        options.addAll(
                List.of(
                        "--cluster-enabled",
                        "yes",
                        "--cluster-node-timeout",
                        Integer.toString(NODE_TIMEOUT_MILLIS),
                        "--cluster-port",
                        Integer.toString(busPort),
                        "--repl-diskless-sync-delay",
                        "0"));
        return options;
    }

    /** As {@code quarkus.redis.hosts} wants it. */
    public String uris() {
        return String.join(",", nodes.stream().map(RedisNode::uri).toList());
    }

    /** The nodes that have slots and are alive. */
    public List<RedisNode> primaries() {
        return those(node -> node.answers("role:master", "INFO", "replication"));
    }

    public List<RedisNode> replicas() {
        return those(node -> node.answers("role:slave", "INFO", "replication"));
    }

    private List<RedisNode> those(Predicate<RedisNode> which) {
        return nodes.stream().filter(RedisNode::alive).filter(which).toList();
    }

    /** The primary that has a key; waits while a promotion is not known to all. */
    public RedisNode primaryOf(String key) {
        RedisGroup.await("a primary of " + key, () -> having(key).isPresent());
        return having(key).orElseThrow();
    }

    private Optional<RedisNode> having(String key) {
        return primaries().stream().filter(node -> hasSlotOf(node, key)).findAny();
    }

    private static boolean hasSlotOf(RedisNode node, String key) {
        try {
            node.call("TYPE", key);
            return true;
        } catch (IllegalStateException | UncheckedIOException _) {
            return false;
        }
    }

    /**
     * Makes a replica primary in the place of its own, as an operator does it: nothing is lost, and
     * clients that ask the old one are sent on.
     */
    public void promote(RedisNode replica) {
        replica.call("CLUSTER", "FAILOVER");
        RedisGroup.await(
                "a promotion", () -> replica.answers("role:master", "INFO", "replication"));
        awaitWhole();
    }

    /** Waits until the nodes that are alive have all slots among them. */
    public void awaitWhole() {
        RedisGroup.await("a primary for each slot", () -> primaries().size() == PRIMARIES);
        RedisGroup.await(
                "a whole cluster",
                () ->
                        primaries().stream()
                                .allMatch(node ->
                                        node.answers("cluster_state:ok", "CLUSTER", "INFO")));
    }

    @Override
    public void close() {
        group.close();
    }
}
