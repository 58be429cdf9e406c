package io.pagurus.store;

import io.pagurus.store.Records.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Thread-safe. When which fault was there, kept and written to a file as it happens. */
final class Timeline {

    private static final int SLOW_MILLIS = 6_000;

    private final Path file;
    private final Clock clock;
    private final List<Past> past = new ArrayList<>();
    private int said;

    /** Immutable. A fault from its first effect to the moment when all was mended. */
    record Past(Injection fault, long beganNanos, long endedNanos) {

        boolean meets(Write write) {
            return write.beganNanos() - endedNanos < 0 && write.endedNanos() - beganNanos > 0;
        }
    }

    Timeline(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    synchronized void past(Injection fault, long beganNanos) {
        past.add(new Past(fault, beganNanos, System.nanoTime()));
    }

    synchronized List<Past> all() {
        return List.copyOf(past);
    }

    /** By kind, how long the longest write took that was under way during each fault; in millis. */
    Map<FaultKind, List<Long>> stalls(List<Write> writes) {
        // Only long ones matter, and there are few of them.
        List<Write> slow = writes.stream().filter(write -> write.millis() >= 50).toList();
        Map<FaultKind, List<Long>> stalls = new EnumMap<>(FaultKind.class);
        for (Past fault : all()) {
            long longest =
                    slow.stream().filter(fault::meets).mapToLong(Write::millis).max().orElse(0);
            stalls.computeIfAbsent(fault.fault().kind(), _ -> new ArrayList<>()).add(longest);
        }
        return stalls;
    }

    /** Names the writes since the last call that took long. */
    synchronized void saySlow(List<Write> writes) {
        long nowNanos = System.nanoTime();
        for (Write write : writes.subList(said, writes.size())) {
            if (write.millis() >= SLOW_MILLIS) {
                long agoMillis = (nowNanos - write.beganNanos()) / 1_000_000;
                say(
                        "slow: %s of %s took %d ms from %s on"
                                .formatted(
                                        write.what(),
                                        write.sessionId(),
                                        write.millis(),
                                        clock.instant().minusMillis(agoMillis)));
            }
        }
        said = writes.size();
    }

    /** A line with the time before it. */
    synchronized void say(String line) {
        try {
            Files.writeString(
                    file,
                    clock.instant() + " " + line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }
}
