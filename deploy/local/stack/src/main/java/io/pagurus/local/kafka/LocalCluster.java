package io.pagurus.local.kafka;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.process.FreePorts;
import io.pagurus.local.process.Launch;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.Tail;
import io.pagurus.local.process.TemporaryFolder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Thread-safe; blocks. Real Kafka brokers as processes, for tests: with the suite's topics in three
 * copies (in as many as there are brokers, if fewer), on free ports, in a temporary folder. They
 * end with the JVM that started them, even one that is killed. Brokers are numbered from 1.
 */
public final class LocalCluster implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final TemporaryFolder folder;
    private final ClusterPlan plan;
    private final List<LocalProcess> processes;

    private LocalCluster(TemporaryFolder folder, ClusterPlan plan) {
        this.folder = folder;
        this.plan = plan;
        this.processes = brokers(plan).mapToObj(this::process).toList();
    }

    /** So many brokers with all topics of the suite under the default prefix, ready for clients. */
    public static LocalCluster start(int brokers) {
        TemporaryFolder folder = TemporaryFolder.create("kafka");
        String id = ClusterPlan.idOf(folder.path().toString());
        return start(folder, ClusterPlan.on(id, FreePorts.find(2 * brokers)));
    }

    /** The brokers of a plan, which says where they listen and how they reach one another. */
    public static LocalCluster start(ClusterPlan plan) {
        return start(TemporaryFolder.create("kafka"), plan);
    }

    private static LocalCluster start(TemporaryFolder folder, ClusterPlan plan) {
        LocalCluster cluster = new LocalCluster(folder, plan);
        try {
            cluster.processes.forEach(LocalProcess::start);
            brokers(plan).forEach(cluster::awaitStart);
            cluster.createTopics(new Topics(Topics.DEFAULT_PREFIX));
        } catch (RuntimeException notStarted) {
            cluster.close();
            throw notStarted;
        }
        return cluster;
    }

    private LocalProcess process(int broker) {
        String name = ClusterPlan.name(broker);
        Launch launch =
                plan.launch(
                        broker, folder.path().resolve(name), folder.path().resolve(name + ".log"));
        String self = Long.toString(ProcessHandle.current().pid());
        return new LocalProcess(
                launch.with(Map.of("PAGURUS_BROKER_PARENT", self)),
                new PidFile(folder.path().resolve(name + ".pid")));
    }

    private static IntStream brokers(ClusterPlan plan) {
        return IntStream.rangeClosed(1, plan.size());
    }

    public int size() {
        return plan.size();
    }

    /** Creates the suite's topics under another prefix, for instance one for each test. */
    public void createTopics(Topics names) {
        TopicPlan.of(names).copies(plan.copies()).create(bootstrapServers());
    }

    public String bootstrapServers() {
        return plan.bootstrapServers();
    }

    /** SIGKILL; returns once the process is gone. */
    public void kill(int broker) {
        broker(broker).kill();
    }

    /** Starts a process again on its data and its port; returns once it accepts clients. */
    public void restart(int broker) {
        broker(broker).start();
        awaitStart(broker);
    }

    /** SIGSTOP: connections stay and nothing answers. */
    public void pause(int broker) {
        broker(broker).pause();
    }

    /** SIGCONT. */
    public void resume(int broker) {
        broker(broker).resume();
    }

    public boolean alive(int broker) {
        return broker(broker).alive();
    }

    /** Waits until all copies of all topics are in step again; whether they were in time. */
    public boolean awaitInSync(Duration limit) {
        try (ClusterView view = new ClusterView(bootstrapServers())) {
            return Patience.of(limit).until(view::inSync);
        }
    }

    /** The broker that leads a partition at this moment; -1 when none does. */
    public int leader(String topic, int partition) {
        try (ClusterView view = new ClusterView(bootstrapServers())) {
            return view.leader(topic, partition);
        }
    }

    private LocalProcess broker(int number) {
        return processes.get(number - 1);
    }

    private void awaitStart(int broker) {
        LocalProcess process = broker(broker);
        int port = plan.broker(broker).port();
        boolean ready =
                Patience.of(START_LIMIT).until(() -> FreePorts.answers(port) || !process.alive());
        if (!ready || !process.alive()) {
            throw new IllegalStateException(
                    "Kafka did not start: " + Tail.of(process.launch().log(), 15));
        }
    }

    @Override
    public void close() {
        processes.forEach(LocalProcess::terminate);
        processes.forEach(process -> process.awaitEnd(STOP_LIMIT));
        folder.close();
    }
}
