package io.pagurus.session.durability;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; {@link #look()} blocks, and is called on the thread of its rounds. Holds the promise
 * against the brokers. While they do not answer, their last answer counts.
 */
public final class DurabilityWatch {

    private static final System.Logger LOG = System.getLogger(DurabilityWatch.class.getName());

    private final Durability promised;
    private final Supplier<Optional<JournalCopies>> brokers;
    private volatile @Nullable JournalCopies known;
    private List<String> told = List.of();
    private boolean warned;

    public DurabilityWatch(Durability promised, Supplier<Optional<JournalCopies>> brokers) {
        this.promised = promised;
        this.brokers = brokers;
    }

    /** Asks the brokers, and tells the log what has changed. */
    public synchronized void look() {
        JournalCopies now = brokers.get().orElse(null);
        if (now == null) {
            return;
        }
        known = now;
        List<String> missing = promised.missing(now);
        if (!missing.isEmpty() && !missing.equals(told)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "pagurus.durability={0} is not true of the brokers: {1}",
                    promised.text(),
                    String.join("; ", missing));
        }
        if (now.fewest() < 2 && !warned) {
            warned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the journal has a single copy: what its broker loses is lost");
        }
        told = missing;
    }

    public Durability promised() {
        return promised;
    }

    /** What the brokers said last; empty while they never answered. */
    public Optional<JournalCopies> known() {
        return Optional.ofNullable(known);
    }

    /** What is missing, as far as the brokers have said how it is. */
    public List<String> missing() {
        JournalCopies copies = known;
        return copies != null
                ? promised.missing(copies)
                : promised == Durability.GEO
                        ? List.of("the brokers have not answered yet")
                        : List.of();
    }
}
