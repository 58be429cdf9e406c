package io.pagurus.local.kafka;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.process.FreePorts;
import io.pagurus.local.process.Launch;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.Tail;
import io.pagurus.local.process.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Thread-safe; blocks. A real Kafka broker as a process, for tests: with the suite's topics, on a
 * free port, in a temporary folder. It ends with the JVM that started it, even one that is killed.
 */
public final class LocalBroker implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final TemporaryFolder folder;
    private final int port;
    private final LocalProcess process;

    private LocalBroker(TemporaryFolder folder, int port, int controllerPort) {
        this.folder = folder;
        this.port = port;
        Path log = folder.path().resolve("kafka.log");
        Launch launch =
                BrokerLaunch.of(port, controllerPort, folder.path().resolve("data"), log)
                        .with(
                                Map.of(
                                        "PAGURUS_BROKER_PARENT",
                                        Long.toString(ProcessHandle.current().pid())));
        this.process = new LocalProcess(launch, new PidFile(folder.path().resolve("kafka.pid")));
    }

    /** A broker with all topics of the suite under the default prefix, ready for clients. */
    public static LocalBroker start() {
        List<Integer> ports = FreePorts.find(2);
        LocalBroker broker =
                new LocalBroker(TemporaryFolder.create("kafka"), ports.get(0), ports.get(1));
        try {
            broker.restart();
            broker.createTopics(new Topics(Topics.DEFAULT_PREFIX));
        } catch (RuntimeException notStarted) {
            broker.close();
            throw notStarted;
        }
        return broker;
    }

    /** Creates the suite's topics under another prefix, for instance one for each test. */
    public void createTopics(Topics names) {
        TopicPlan.of(names).create(bootstrapServers());
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** SIGKILL; returns once the process is gone. */
    public void kill() {
        process.kill();
    }

    /** Starts the process again on its data and its port; returns once it accepts clients. */
    public void restart() {
        process.start();
        boolean ready =
                Patience.of(START_LIMIT).until(() -> FreePorts.answers(port) || !process.alive());
        if (!ready || !process.alive()) {
            throw new IllegalStateException(
                    "Kafka did not start: " + Tail.of(process.launch().log(), 15));
        }
    }

    /** SIGSTOP: connections stay and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitEnd(STOP_LIMIT);
        folder.close();
    }
}
