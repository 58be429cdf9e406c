/**
 * The way through the journal and back, in flow order: {@link
 * io.pagurus.session.journal.JournalWriter} registers a {@link
 * io.pagurus.session.journal.PendingVerdicts pending verdict} and produces → the broker → {@link
 * io.pagurus.session.journal.JournalReader} reads back, folds into the {@link
 * io.pagurus.session.journal.SessionTable}, tells its {@link
 * io.pagurus.session.journal.FoldListener listeners} and completes the verdict. {@link
 * io.pagurus.session.journal.JournalScanner} reads a part of it again for whoever needs bodies.
 */
@NullMarked
package io.pagurus.session.journal;

import org.jspecify.annotations.NullMarked;
