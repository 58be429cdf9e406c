package io.pagurus.drill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** Thread-safe. Tells the drill line by line, each with the seconds since it began. */
final class Narration {

    private final Consumer<String> listener;
    private final Clock clock;
    private final Instant begin;

    Narration(Consumer<String> listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
        this.begin = clock.instant();
    }

    synchronized void tell(String what) {
        double seconds = Duration.between(begin, clock.instant()).toMillis() / 1000.0;
        listener.accept(String.format(Locale.ROOT, "%5.1f s  %s", seconds, what));
    }
}
