/**
 * Turns: one at a time a session, joined by its id, recorded step by step, committed before its
 * end.
 */
@NullMarked
package io.pagurus.node.turn;

import org.jspecify.annotations.NullMarked;
