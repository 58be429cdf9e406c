/**
 * The fold: what the journal's entries mean, and nothing else. In the order in which an entry meets
 * them: {@link io.pagurus.session.fold.JournalEntry} (what was read) → {@link
 * io.pagurus.session.fold.SessionFold} → {@link io.pagurus.session.fold.Rules} (the fence is {@link
 * io.pagurus.session.fold.FencedRules}, and {@link io.pagurus.session.fold.EpochFloor} for what was
 * forgotten) → {@link io.pagurus.session.fold.Folded} with its {@link
 * io.pagurus.session.fold.Verdict} and the next {@link io.pagurus.session.fold.SessionHeader}.
 * {@link io.pagurus.session.fold.Replay} folds a whole session and keeps its history.
 *
 * <p>Pure: no framework, no clock, no I/O, and no other package of this service. The same classes
 * judge in production, in the history checker and on the command line.
 */
@NullMarked
package io.pagurus.session.fold;

import org.jspecify.annotations.NullMarked;
