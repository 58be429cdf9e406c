package io.pagurus.store;

import io.pagurus.store.FaultKind.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Immutable. The faults of one round, by lane. Drawn from a seed and the round's number alone, so
 * that any round can be seen again without those before it.
 */
public record FaultSchedule(Map<Lane, List<Injection>> lanes) {

    /**
     * Instances at the beginning of each round; with fewer than two there is nobody to take over.
     */
    public static final int STANDARD = 3;

    public static final int MOST = 4;
    private static final int FEWEST = 2;
    private static final int REST_MILLIS = 600;

    public FaultSchedule {
        lanes = Map.copyOf(lanes);
    }

    /** So many faults. */
    public static FaultSchedule draw(long seed, int round, int count) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + round);
        Map<Lane, List<Injection>> lanes = new EnumMap<>(Lane.class);
        int before = 0;
        int share = 0;
        for (Lane lane : Lane.values()) {
            share += lane.share;
            int until = count * share / 100;
            lanes.put(lane, new Drawing(lane, random.split()).draw(before + 1, until));
            before = until;
        }
        return new FaultSchedule(lanes);
    }

    public int size() {
        return lanes.values().stream().mapToInt(List::size).sum();
    }

    /** Confined to one call. What is drawn for one lane, and which instances there are then. */
    private static final class Drawing {

        private final Lane lane;
        private final SplittableRandom random;
        private final TreeSet<Integer> running = new TreeSet<>();

        Drawing(Lane lane, SplittableRandom random) {
            this.lane = lane;
            this.random = random;
            IntStream.rangeClosed(1, STANDARD).forEach(running::add);
        }

        List<Injection> draw(int first, int last) {
            List<Injection> drawn = new ArrayList<>();
            for (int number = first; number <= last; number++) {
                drawn.add(draw(number));
            }
            return drawn;
        }

        private Injection draw(int number) {
            FaultKind kind = possible(kind());
            int target = target(kind);
            boolean oneLink = kind == FaultKind.HOLD_LINK || kind == FaultKind.CUT_LINK;
            int broker = oneLink ? random.nextInt(1, StoreRig.BROKERS + 1) : 0;
            long span = kind.longest.minus(kind.shortest).toMillis();
            Duration hold = kind.shortest.plusMillis(random.nextLong(span + 1));
            return new Injection(
                    number,
                    kind,
                    target,
                    broker,
                    hold,
                    Duration.ofMillis(random.nextInt(REST_MILLIS)));
        }

        private FaultKind kind() {
            List<FaultKind> kinds = lane.kinds();
            int drawn = random.nextInt(kinds.stream().mapToInt(kind -> kind.weight).sum());
            for (FaultKind kind : kinds) {
                drawn -= kind.weight;
                if (drawn < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("weights do not add up");
        }

        private FaultKind possible(FaultKind drawn) {
            if (drawn == FaultKind.ADD_INSTANCE && running.size() >= MOST) {
                return FaultKind.REMOVE_INSTANCE;
            }
            return drawn == FaultKind.REMOVE_INSTANCE && running.size() <= FEWEST
                    ? FaultKind.ADD_INSTANCE
                    : drawn;
        }

        private int target(FaultKind kind) {
            return switch (lane) {
                case INSTANCES -> instance(kind);
                case BROKERS -> random.nextInt(1, StoreRig.BROKERS + 1);
                case REDIS -> 1;
                case LINKS -> random.nextInt(1, STANDARD + 1);
            };
        }

        private int instance(FaultKind kind) {
            if (kind == FaultKind.ADD_INSTANCE) {
                int free =
                        IntStream.rangeClosed(1, MOST)
                                .filter(number -> !running.contains(number))
                                .findFirst()
                                .orElseThrow();
                running.add(free);
                return free;
            }
            int chosen = List.copyOf(running).get(random.nextInt(running.size()));
            if (kind == FaultKind.REMOVE_INSTANCE) {
                running.remove(chosen);
            }
            return chosen;
        }
    }
}
