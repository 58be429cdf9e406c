package io.pagurus.session.view;

import io.pagurus.session.journal.FoldedEntry;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** Immutable. What the production view says that one entry changes. */
@NullMarked
public final class ViewChange {

    private final ViewStep step;

    private ViewChange(ViewStep step) {
        this.step = step;
    }

    /** The change of an entry; empty when it changed nothing, or the view is written anew. */
    public static Optional<ViewChange> of(FoldedEntry folded) {
        return ViewFeed.takesUpSteps(folded)
                ? Optional.empty()
                : ViewStep.of(folded).map(ViewChange::new);
    }

    static ViewChange of(ViewStep step) {
        return new ViewChange(step);
    }

    ViewStep step() {
        return step;
    }

    /** The version of the view afterwards. */
    public long offset() {
        return step.offset();
    }
}
