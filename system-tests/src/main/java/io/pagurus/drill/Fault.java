package io.pagurus.drill;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What is done to the victim. */
public enum Fault {
    /** SIGKILL: its connections break at once; it comes back with what it had on disk. */
    KILL(Duration.ofSeconds(2)),
    /** SIGSTOP: it says nothing any more; it comes back with all that it had in memory. */
    HANG(Duration.ofSeconds(5));

    private final Duration limit;

    Fault(Duration limit) {
        this.limit = limit;
    }

    /** The longest recovery at the 99th percentile that is still good. */
    public Duration limit() {
        return limit;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The fault of that name; throws where there is none. */
    public static Fault named(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.wireName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("a fault is kill or hang, not " + name));
    }
}
