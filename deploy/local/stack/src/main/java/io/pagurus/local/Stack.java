package io.pagurus.local;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.TopicPlan;
import io.pagurus.local.process.PidFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. The whole suite as processes: started, used, hurt and stopped. It is stopped
 * too when the JVM that started it exits, unless that is killed; then the next start in the same
 * folder stops what was left.
 *
 * <p>Names of processes: redis, kafka, session-service, health-service, migration-service,
 * gateway-1, gateway-2, hk-1, jp-1, us-1; kafka-2 and kafka-3 where there are three brokers.
 */
public final class Stack implements AutoCloseable {

    private final FolderLock lock;
    private final PidFile launcher;
    private final Suite suite;
    private final Progress progress;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atExit = new Thread(this::stop, "stop-suite");

    private Stack(FolderLock lock, Suite suite, Progress progress) {
        this.lock = lock;
        this.suite = suite;
        this.progress = progress;
        this.launcher = Suite.launcher(suite.options().dataDir());
    }

    /**
     * Starts everything; returns once all serve.
     *
     * @throws StackFailure when that does not work; nothing runs then
     */
    public static Stack start(StackOptions options, Progress progress) {
        DataFolder folder = new DataFolder(options.dataDir());
        FolderLock lock = FolderLock.take(folder.lock());
        Stack stack;
        try {
            stack = prepare(options, folder, lock, progress);
        } catch (RuntimeException notPrepared) {
            lock.close();
            throw notPrepared;
        }
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException notStarted) {
            stack.close();
            throw notStarted;
        }
    }

    /**
     * Stops what a suite left whose starter was killed; returns the names of what was stopped.
     *
     * @throws StackFailure when a suite runs there in order
     */
    public static List<String> stopLeftovers(Path dataDir) {
        DataFolder folder = new DataFolder(dataDir.toAbsolutePath().normalize());
        try (FolderLock _ = FolderLock.take(folder.lock())) {
            return new Leftovers(folder).stop();
        }
    }

    private static Stack prepare(
            StackOptions options, DataFolder folder, FolderLock lock, Progress progress) {
        var _ = new Leftovers(folder).stop();
        List<String> taken = options.ports().taken(options.brokers());
        if (!taken.isEmpty()) {
            throw new StackFailure(
                    String.join("; ", taken)
                            + ". Stop what listens there, or shift all ports: --port-offset 1000");
        }
        if (!options.keepData()) {
            folder.forget();
        }
        Suite suite = new Suite(options, Clock.systemUTC());
        new SuiteDescription(options).write(folder.description());
        new SeedFile(suite.nodes()).write(folder.seed());
        return new Stack(lock, suite, progress);
    }

    private void startAll() {
        Runtime.getRuntime().addShutdownHook(atExit);
        launcher.write(ProcessHandle.current());
        suite.start(Set.of(Member.STORES), progress);
        TopicPlan.of(new Topics(Topics.DEFAULT_PREFIX))
                .copies(suite.plan().kafka().copies())
                .create(kafka());
        suite.start(Set.of(Member.SESSIONS, Member.NODES), progress);
        suite.start(Set.of(Member.HEALTH), progress);
        new FleetAddresses(suite, token("launcher", "operator")).correct();
        suite.start(Set.of(Member.EDGE), progress);
    }

    public Suite suite() {
        return suite;
    }

    public Redis redis() {
        return suite.redis();
    }

    /** Kafka's bootstrap servers. */
    public String kafka() {
        return suite.kafka();
    }

    public URI sessionService() {
        return suite.sessionService();
    }

    public URI healthService() {
        return suite.healthService();
    }

    public URI migrationService() {
        return suite.migrationService();
    }

    public List<Gateway> gateways() {
        return suite.gateways();
    }

    public List<Node> nodes() {
        return suite.nodes();
    }

    /** A signed JWT, such as {@code token("operator", "operator")}. */
    public String token(String subject, String... groups) {
        return suite.token(subject, groups);
    }

    /** SIGKILL; returns once the process is gone. */
    public void kill(String process) {
        suite.kill(process);
    }

    /** SIGSTOP. */
    public void pause(String process) {
        suite.pause(process);
    }

    /** SIGCONT. */
    public void resume(String process) {
        suite.resume(process);
    }

    /** Starts a process that has ended on its data; returns once it serves. */
    public void restart(String process) {
        suite.restart(process);
    }

    /** The process that runs under a name; null when it has ended. */
    public @Nullable ProcessHandle handle(String process) {
        return suite.process(process).handle();
    }

    public List<String> processes() {
        return suite.processes();
    }

    /** Stops all processes and lets go of the folder. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // The JVM is on its way out, and the hook runs.
        }
        stop();
    }

    private void stop() {
        if (closed.compareAndSet(false, true)) {
            suite.stop(progress);
            launcher.delete();
            lock.close();
        }
    }
}
