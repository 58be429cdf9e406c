/**
 * The Redis view of the sessions, in flow order: {@link io.pagurus.session.view.ViewFeed} takes
 * what the fold accepted → {@link io.pagurus.session.view.ViewStep} says what changes → {@link
 * io.pagurus.session.view.ViewWriter} applies it, idempotent by journal offset → {@link
 * io.pagurus.session.view.ViewRebuild} and {@link io.pagurus.session.view.ViewSweep} put right what
 * is missing or behind → {@link io.pagurus.session.view.ViewReader}. No decision rests on the view:
 * without Redis it lags and catches up, and readers are served from the journal.
 */
@NullMarked
package io.pagurus.session.view;

import org.jspecify.annotations.NullMarked;
