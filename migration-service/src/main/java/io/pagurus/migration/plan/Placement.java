package io.pagurus.migration.plan;

import io.pagurus.events.TopologyState.NodeState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Thread-safe. Pure: weighted rendezvous hashing. Each node scores each session, the highest wins;
 * so a node's sessions spread over all others by weight, and a node that leaves moves no others.
 *
 * <p>Score: −weight ÷ ln(u), u uniform in (0, 1) from a 64-bit hash of session and node. Source:
 * Schindelhauer and Schomaker, "Weighted Distributed Hash Tables", 2005.
 */
public final class Placement {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double TWO_TO_53 = 0x1p53;

    private Placement() {}

    /** The node for a session; empty when there is none. */
    public static Optional<NodeState> choose(String sessionId, List<NodeState> targets) {
        NodeState best = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (NodeState node : targets) {
            double score = score(sessionId, node);
            if (score > highest) {
                highest = score;
                best = node;
            }
        }
        return Optional.ofNullable(best);
    }

    private static double score(String sessionId, NodeState node) {
        // 53 bits, and a half so that neither 0 nor 1 comes out.
        double u = ((hash(sessionId + "\u001f" + node.nodeId()) >>> 11) + 0.5) / TWO_TO_53;
        return -node.weight() / Math.log(u);
    }

    /** FNV-1a, and a finalizer (that of MurmurHash3) since FNV's high bits differ too little. */
    private static long hash(String key) {
        long hash = FNV_OFFSET;
        for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
