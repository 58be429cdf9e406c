package io.pagurus.local;

import io.pagurus.local.process.Ending;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.Tail;
import io.pagurus.local.secret.SigningKey;
import io.pagurus.local.secret.Token;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Thread-safe; blocks. The processes of a suite, by name: of one that this process starts, or of
 * one that runs in a folder already.
 */
public final class Suite {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    /** Services finish what they have begun; then SIGKILL. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(40);
    private static final int LOG_LINES = 12;

    private final StackOptions options;
    private final SuitePlan plan;
    private final SigningKey key;
    private final Clock clock;
    private final Map<String, Running> processes = new LinkedHashMap<>();
    private boolean stopping;

    Suite(StackOptions options, Clock clock) {
        DataFolder folder = new DataFolder(options.dataDir());
        this.options = options;
        this.clock = clock;
        this.plan = new SuitePlan(options);
        this.key = SigningKey.in(folder.secrets());
        for (Member member :
                plan.members(new Environments(options, folder, key, clock.instant()))) {
            LocalProcess process = new LocalProcess(member.launch(), folder.pid(member.name()));
            processes.put(member.name(), new Running(member, process));
        }
    }

    /** The suite that was last started in a folder; its processes may have ended. */
    public static Optional<Suite> in(Path dataDir) {
        return SuiteDescription.read(new DataFolder(dataDir.toAbsolutePath().normalize()))
                .map(found -> new Suite(found.options(), Clock.systemUTC()));
    }

    public StackOptions options() {
        return options;
    }

    SuitePlan plan() {
        return plan;
    }

    public List<String> processes() {
        return List.copyOf(processes.keySet());
    }

    public Redis redis() {
        return new Redis("127.0.0.1", options.ports().redis());
    }

    /** Kafka's bootstrap servers. */
    public String kafka() {
        return plan.kafka().bootstrapServers();
    }

    public List<Gateway> gateways() {
        return plan.gateways();
    }

    public List<Node> nodes() {
        return plan.nodes();
    }

    public URI sessionService() {
        return plan.sessionService();
    }

    public URI healthService() {
        return plan.healthService();
    }

    public URI migrationService() {
        return plan.migrationService();
    }

    /** A signed JWT. */
    public String token(String subject, String... groups) {
        return new Token(subject, List.of(groups)).signed(key, clock.instant());
    }

    public boolean alive(String process) {
        return process(process).alive();
    }

    /** Whether it serves at this moment. */
    public boolean ready(String process) {
        return alive(process) && member(process).readiness().reached();
    }

    public Path log(String process) {
        return member(process).launch().log();
    }

    public Ending ending(String process) {
        return process(process).ending();
    }

    LocalProcess process(String name) {
        return running(name).process();
    }

    private Member member(String name) {
        return running(name).member();
    }

    /** What runs under a name; an error when nothing has that name. */
    private Running running(String name) {
        Running found = processes.get(name);
        if (found == null) {
            throw new StackFailure("There is no " + name + "; there are " + processes.keySet());
        }
        return found;
    }

    private List<Running> wave(int wave) {
        return processes.values().stream().filter(each -> each.member().wave() == wave).toList();
    }

    /** SIGKILL; returns once the process is gone. */
    public void kill(String process) {
        process(process).kill();
    }

    /** SIGSTOP. */
    public void pause(String process) {
        process(process).pause();
    }

    /** SIGCONT. */
    public void resume(String process) {
        process(process).resume();
    }

    /** Starts a process that has ended on its data; returns once it serves. */
    public void restart(String process) {
        if (alive(process)) {
            throw new StackFailure(process + " is running");
        }
        start(List.of(member(process)), Progress.silent());
    }

    /** Starts all of some waves at once; returns once all serve. */
    void start(Set<Integer> waves, Progress progress) {
        start(
                processes.values().stream()
                        .map(Running::member)
                        .filter(member -> waves.contains(member.wave()))
                        .toList(),
                progress);
    }

    private void start(List<Member> wave, Progress progress) {
        long began = System.nanoTime();
        for (Member member : wave) {
            startOne(member.name());
            progress.starting(member.name());
        }
        List<Member> waiting = new ArrayList<>(wave);
        boolean all =
                new Patience(START_LIMIT, LOOK)
                        .until(() -> {
                            waiting.removeIf(member -> served(member, began, progress));
                            return waiting.isEmpty();
                        });
        if (!all) {
            throw new StackFailure(
                    waiting.getFirst().name()
                            + " does not serve after "
                            + START_LIMIT.toSeconds()
                            + " s; "
                            + lastWords(waiting.getFirst().name()));
        }
    }

    private synchronized void startOne(String name) {
        if (stopping) {
            throw new StackFailure("The suite is being stopped");
        }
        process(name).start();
    }

    private boolean served(Member member, long began, Progress progress) {
        if (!alive(member.name())) {
            throw new StackFailure(
                    member.name()
                            + " ended while it started ("
                            + ending(member.name())
                            + "); "
                            + lastWords(member.name()));
        }
        if (!member.readiness().reached()) {
            return false;
        }
        progress.ready(member.name(), Duration.ofNanos(System.nanoTime() - began));
        return true;
    }

    private String lastWords(String name) {
        return "its log " + log(name) + " ends with:\n" + Tail.of(log(name), LOG_LINES);
    }

    /** Stops all, those first that depend on others. */
    void stop(Progress progress) {
        synchronized (this) {
            stopping = true;
        }
        for (int wave = Member.EDGE; wave >= Member.STORES; wave--) {
            List<LocalProcess> ending =
                    wave(wave).stream().map(Running::process).filter(LocalProcess::alive).toList();
            for (LocalProcess process : ending) {
                progress.stopping(process.name());
                process.terminate();
            }
            ending.forEach(process -> process.awaitEnd(STOP_LIMIT));
        }
    }

    /** Whether its end was asked for: then a process that ends is no news. */
    public synchronized boolean stopping() {
        return stopping;
    }

    /** Who started the suite of a folder, and stops it when told to. */
    public static PidFile launcher(Path dataDir) {
        return new DataFolder(dataDir).pid("launcher");
    }

    private record Running(Member member, LocalProcess process) {}
}
