package io.pagurus.local.kafka;

import io.pagurus.events.kafka.Topics;

/**
 * Thread-safe; blocks. A real Kafka broker as a process, for tests: a {@link LocalCluster} of one,
 * with the suite's topics, on a free port, in a temporary folder. It ends with the JVM that started
 * it, even one that is killed.
 */
public final class LocalBroker implements AutoCloseable {

    private static final int ONLY = 1;

    private final LocalCluster cluster;

    private LocalBroker(LocalCluster cluster) {
        this.cluster = cluster;
    }

    /** A broker with all topics of the suite under the default prefix, ready for clients. */
    public static LocalBroker start() {
        return new LocalBroker(LocalCluster.start(1));
    }

    /** Creates the suite's topics under another prefix, for instance one for each test. */
    public void createTopics(Topics names) {
        cluster.createTopics(names);
    }

    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    /** SIGKILL; returns once the process is gone. */
    public void kill() {
        cluster.kill(ONLY);
    }

    /** Starts the process again on its data and its port; returns once it accepts clients. */
    public void restart() {
        cluster.restart(ONLY);
    }

    /** SIGSTOP: connections stay and nothing answers. */
    public void pause() {
        cluster.pause(ONLY);
    }

    /** SIGCONT. */
    public void resume() {
        cluster.resume(ONLY);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
