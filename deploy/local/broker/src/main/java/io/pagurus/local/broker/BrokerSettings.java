package io.pagurus.local.broker;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The broker's configuration: one node that is controller and broker at once, alone or
 * one of a few, for clients of this machine only.
 *
 * @param node its id
 * @param port where clients connect, on the loopback address
 * @param controllerPort where the quorum's members speak to it
 * @param directory where its log is
 * @param voters the quorum: all nodes of the cluster, as {@code id@host:port}, by comma
 * @param cluster the cluster's id; null for a node that is alone
 * @param special properties that replace or join those made here
 */
record BrokerSettings(
        int node,
        int port,
        int controllerPort,
        Path directory,
        String voters,
        @Nullable String cluster,
        Map<String, String> special) {

    private static final String HOST = "127.0.0.1";
    private static final String PREFIX = "PAGURUS_BROKER_";

    /**
     * From {@code PAGURUS_BROKER_PORT} and {@code _DIR}; where they are set, {@code
     * _CONTROLLER_PORT} (else the port after the other one), {@code _ID} (1), {@code _VOTERS}
     * (itself), {@code _CLUSTER_ID} (random), {@code _PROPERTIES} (lines of a properties file).
     */
    static BrokerSettings of(Map<String, String> environment) {
        int node = Integer.parseInt(environment.getOrDefault(PREFIX + "ID", "1"));
        int port = Integer.parseInt(required(environment, "PORT"));
        String given = environment.get(PREFIX + "CONTROLLER_PORT");
        int controllerPort = given == null ? port + 1 : Integer.parseInt(given);
        return new BrokerSettings(
                node,
                port,
                controllerPort,
                Path.of(required(environment, "DIR")),
                environment.getOrDefault(
                        PREFIX + "VOTERS", node + "@" + HOST + ":" + controllerPort),
                environment.get(PREFIX + "CLUSTER_ID"),
                lines(environment.getOrDefault(PREFIX + "PROPERTIES", "")));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(PREFIX + name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(PREFIX + name + " is not set");
        }
        return value;
    }

    private static Map<String, String> lines(String text) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(text));
        } catch (IOException notRead) {
            throw new IllegalArgumentException(PREFIX + "PROPERTIES cannot be read", notRead);
        }
        Map<String, String> lines = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> lines.put(name, read.getProperty(name)));
        return lines;
    }

    Map<String, String> properties() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node));
        // Static voters: the controller's port is then no part of the data and may change.
        settings.put("controller.quorum.voters", voters);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "CLIENT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "CLIENT://" + HOST + ":" + port);
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        copies(settings, voters.split(",", -1).length);
        quick(settings);
        small(settings);
        settings.putAll(special);
        return settings;
    }

    /** Three copies where there are three nodes, of which two have a record when it counts. */
    private static void copies(Map<String, String> settings, int nodes) {
        String copies = Integer.toString(Math.min(nodes, 3));
        String inSync = nodes < 3 ? "1" : "2";
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("transaction.state.log.num.partitions", "3");
        settings.put("share.coordinator.state.topic.replication.factor", copies);
        settings.put("share.coordinator.state.topic.min.isr", inSync);
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    /** A developer's machine waits for nobody: no delays that exist to gather many members. */
    private static void quick(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A dead broker is noticed after this; a killed one is let in again only then.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "300");
        // The quorum's leader is given up, and another one elected, as fast.
        settings.put("controller.quorum.fetch.timeout.ms", "1000");
        settings.put("controller.quorum.election.timeout.ms", "500");
        // A copy that hangs, or whose leader it cannot reach, holds up acknowledgements this long.
        settings.put("replica.lag.time.max.ms", "4000");
        settings.put("replica.socket.timeout.ms", "4000");
        // Lower than Kafka's 6 s, so that a killed member's partitions move within a drill.
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "250");
        settings.put("group.coordinator.append.linger.ms", "0");
        // A transaction of a killed process is aborted within seconds of its own timeout.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
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
