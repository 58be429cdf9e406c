package io.pagurus.health.watch;

import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.health.probe.ProbeOutcome;
import io.pagurus.health.probe.Prober;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Thread-safe; blocks while held. Nodes answer as the test says. */
final class ScriptedProber implements Prober {

    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private volatile CountDownLatch held = new CountDownLatch(0);

    void fails(String nodeId, boolean fails) {
        if (fails) {
            failing.add(nodeId);
        } else {
            failing.remove(nodeId);
        }
    }

    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    int asked(String nodeId) {
        return asked.getOrDefault(nodeId, 0);
    }

    @Override
    public ProbeOutcome probe(NodeState node, Duration timeout) {
        try {
            held.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        asked.merge(node.nodeId(), 1, Integer::sum);
        Duration latency = Duration.ofMillis(1);
        return failing.contains(node.nodeId())
                ? new ProbeOutcome.Failed(
                        ProbeOutcome.Kind.UNREACHABLE, "connection refused", latency)
                : new ProbeOutcome.Ready(latency);
    }
}
