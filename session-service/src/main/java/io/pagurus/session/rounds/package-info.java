/**
 * What is done again and again, each so often: {@link io.pagurus.session.rounds.Rounds} has the
 * thread, the period and the end; the round is somebody else's.
 */
@NullMarked
package io.pagurus.session.rounds;

import org.jspecify.annotations.NullMarked;
