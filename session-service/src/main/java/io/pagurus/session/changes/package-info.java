/**
 * What changes, told as it happens: {@link io.pagurus.session.changes.ChangeFeed} hears of each
 * entry behind the fold → a {@link io.pagurus.session.changes.Subscription} holds, within bounds,
 * what its reader has not taken yet; {@link io.pagurus.session.changes.MissedChanges} reads what
 * happened before from the journal.
 */
@NullMarked
package io.pagurus.session.changes;

import org.jspecify.annotations.NullMarked;
