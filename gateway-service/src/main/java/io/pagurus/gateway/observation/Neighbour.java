package io.pagurus.gateway.observation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Whether a service that the edge asks has answered lately; says so when that changes.
 */
public final class Neighbour {

    private static final System.Logger LOG = System.getLogger(Neighbour.class.getName());

    private final String name;
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    public Neighbour(String name) {
        this.name = name;
    }

    /** It gave an answer. */
    public void answered() {
        // A read first: this is called for every answer, and nearly always changes nothing.
        if (failure.get() != null && failure.getAndSet(null) != null) {
            LOG.log(System.Logger.Level.INFO, "{0} answers again", name);
        }
    }

    /** It gave none, or none that decides anything. */
    public void failed(String why) {
        if (failure.getAndSet(why) == null) {
            LOG.log(System.Logger.Level.WARNING, "{0} gives no answer: {1}", name, why);
        }
    }

    /** Why the last question got no answer; empty when it got one. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }
}
