package io.pagurus.store;

import io.pagurus.local.process.Patience;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; its virtual threads block. Sessions that go on side by side; one that has had its
 * turns is followed by a new one. What they do comes of a seed, when they do it does not.
 */
public final class Load implements AutoCloseable {

    static final String GATEWAY = "gateway-1";

    private static final List<String> NODES = List.of("hk-1", "hk-2", "jp-1", "us-1");
    private static final int FEWEST_TURNS = 8;
    private static final int MOST_TURNS = 40;
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final StoreRig rig;
    private final Records records = new Records();
    private final Map<String, String> tokens = new TreeMap<>();
    private final String name;
    private final SplittableRandom seeds;
    private final int thinkMillis;
    private final Gate gate = new Gate();
    private final AtomicInteger zombies = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Slot> slots = new CopyOnWriteArrayList<>();
    private volatile boolean ending;

    /**
     * @param thinkMillis between two turns of a session, on average
     */
    public Load(StoreRig rig, long seed, int thinkMillis) {
        this.rig = rig;
        this.name = "f" + seed;
        this.seeds = new SplittableRandom(seed);
        this.thinkMillis = thinkMillis;
        tokens.put(GATEWAY, rig.token(GATEWAY, "gateway"));
        NODES.forEach(node -> tokens.put(node, rig.token(node, "node")));
    }

    /** Begins so many more sessions at once. */
    public void begin(int sessions) {
        for (int i = 0; i < sessions; i++) {
            Slot slot = new Slot(slots.size() + 1, seeds.split());
            slots.add(slot);
            threads.execute(slot);
        }
    }

    /**
     * Confined to its virtual thread; what is volatile is read by others. One session at a time.
     */
    private final class Slot implements Runnable {

        private final int number;
        private final SplittableRandom random;
        private volatile long servedSince = Long.MIN_VALUE;
        private volatile @Nullable SimulatedSession session;

        Slot(int number, SplittableRandom random) {
            this.number = number;
            this.random = random;
        }

        @Override
        public void run() {
            try {
                for (int life = 1; !ending; life++) {
                    live(name + "-" + number + "-" + life);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException bug) {
                records.surprise("a simulated session failed: " + bug);
            }
        }

        private void live(String sessionId) throws InterruptedException {
            SimulatedSession now =
                    new SimulatedSession(
                            Load.this, calls(sessionId, random.split()), sessionId, random.split());
            session = now;
            gate.pass();
            now.open();
            int turns = random.nextInt(FEWEST_TURNS, MOST_TURNS + 1);
            for (int turn = 1; turn <= turns && !ending; turn++) {
                gate.pass();
                long began = System.nanoTime();
                now.turn(turn);
                servedSince = began;
                Thread.sleep(random.nextInt(1, 2 * thinkMillis));
            }
        }

        boolean servedAfter(long nanos) {
            return servedSince != Long.MIN_VALUE && servedSince - nanos >= 0;
        }

        String picture() {
            SimulatedSession now = session;
            return now == null ? "nobody" : now.sessionId() + " waits for: " + now.waitingFor();
        }
    }

    /** Runs what a replaced owner does, beside the session. */
    Future<?> aside(Runnable zombie) {
        zombies.incrementAndGet();
        return threads.submit(() -> {
            try {
                zombie.run();
            } finally {
                zombies.decrementAndGet();
            }
        });
    }

    Calls calls(String sessionId, SplittableRandom random) {
        return new Calls(rig, tokens, records, sessionId, random);
    }

    /** A node that is not this one. */
    String otherNode(String node, SplittableRandom random) {
        List<String> others = NODES.stream().filter(other -> !other.equals(node)).toList();
        return others.get(random.nextInt(others.size()));
    }

    Clock clock() {
        return rig.clock();
    }

    public Records records() {
        return records;
    }

    /**
     * Waits until every session had a whole turn that began after this call.
     *
     * @return those that had none in time, with what they wait for
     */
    public List<String> awaitServed(Duration limit) {
        long now = System.nanoTime();
        Patience.of(limit).until(() -> slots.stream().allMatch(slot -> slot.servedAfter(now)));
        return slots.stream().filter(slot -> !slot.servedAfter(now)).map(Slot::picture).toList();
    }

    /**
     * Waits until nobody asks anything any more; {@link #goOn()} ends that.
     *
     * @return the sessions that did not come to a rest, with what they wait for
     */
    public List<String> rest(Duration limit) {
        gate.open(false);
        Patience patience = Patience.of(limit);
        boolean resting = patience.until(() -> gate.waiting() == slots.size());
        boolean silent = patience.until(() -> zombies.get() == 0);
        List<String> restless = new ArrayList<>();
        if (!resting) {
            slots.stream()
                    .map(Slot::picture)
                    .filter(picture -> !picture.endsWith(": "))
                    .forEach(restless::add);
            restless.add(slots.size() - gate.waiting() + " sessions do not rest");
        }
        if (!silent) {
            restless.add("replaced owners do not come to an end");
        }
        return restless;
    }

    public void goOn() {
        gate.open(true);
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
        try {
            var _ = threads.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
