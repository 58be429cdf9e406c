package io.pagurus.local.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. The broker's configuration: one node that is controller and broker at once, for
 * clients of this machine only.
 *
 * @param port where clients connect, on the loopback address
 * @param controllerPort where the node speaks to itself as its own quorum
 * @param directory where its log is
 */
record BrokerSettings(int port, int controllerPort, Path directory) {

    static final int NODE_ID = 1;
    private static final String HOST = "127.0.0.1";

    Map<String, String> properties() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        // Static voters: the controller's port is then no part of the data and may change.
        settings.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "CLIENT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "CLIENT://" + HOST + ":" + port);
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        oneNode(settings);
        quick(settings);
        small(settings);
        return settings;
    }

    private static void oneNode(Map<String, String> settings) {
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "3");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    /** A developer's machine waits for nobody: no delays that exist to gather many members. */
    private static void quick(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A killed broker is let in again only once its old registration has run out.
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("broker.heartbeat.interval.ms", "250");
        // Lower than Kafka's 6 s, so that a killed member's partitions move within a drill.
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "250");
        settings.put("group.coordinator.append.linger.ms", "0");
    }

    /** Two cores and a small heap are enough for a few thousand records a second. */
    private static void small(Map<String, String> settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("log.segment.bytes", "67108864");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("offsets.topic.segment.bytes", "8388608");
        settings.put("transaction.state.log.segment.bytes", "8388608");
        settings.put("socket.request.max.bytes", "16777216");
    }
}
