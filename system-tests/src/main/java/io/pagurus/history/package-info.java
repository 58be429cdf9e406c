/**
 * The history checker, in flow order: {@link io.pagurus.history.EventReader} (the whole journal) →
 * {@link io.pagurus.history.JournalFold} (the production fold's verdict on each entry) and {@link
 * io.pagurus.history.ViewReader} (what Redis shows) → {@link io.pagurus.history.HistoryChecker}
 * (beside what clients were told: the invariants) → {@link io.pagurus.history.Judgement}.
 *
 * <p>The checker takes the fold's verdicts as they are, and derives everything else again by
 * itself: a mistake of the fold shows as a broken invariant.
 */
@NullMarked
package io.pagurus.history;

import org.jspecify.annotations.NullMarked;
