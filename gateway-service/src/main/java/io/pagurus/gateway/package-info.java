/**
 * The edge, in the order in which a request meets its packages: {@code edge} (accepts, limits) →
 * {@code routes} (which rules hold for it; {@code rules} reads them) → {@code access} (who sends
 * it, and may they) → {@code classes} (how much it matters) → {@code webhook} (whether it has run
 * before; {@code held} reads its body) → {@code identity} (which session, which turn) → {@code
 * rollout} (which part of the nodes) → {@code exchange} (the story of one request: route, try,
 * judge, try again) → {@code affinity} (who owns the session) → {@code routing} (the pure decision)
 * → {@code limits} (whether the node has room) → {@code upstream} (one try at one node) → {@code
 * relay} (what of an answer reaches the client) → {@code failure} (suspicion and verdict) → {@code
 * problem} (what a refusal looks like) → {@code observation} (what is counted).
 *
 * <p>Each of them tells the request's {@code trail} what it does, if anybody wants to know: {@code
 * accesslog} writes it down, {@code tracing} exports it, {@code explain} keeps the last ones.
 *
 * <p>Beside the path: {@code fleet} (the routing snapshot, kept true by Kafka), {@code admin} (what
 * an operator may look at), {@code memory} (bounded maps) and {@code wiring} (where clock,
 * randomness and I/O come from).
 *
 * <p>Everything on the path runs on event loops and never blocks; Kafka is read on threads of its
 * own; what both sides share is an immutable snapshot or a small thread-safe class.
 */
@NullMarked
package io.pagurus.gateway;

import org.jspecify.annotations.NullMarked;
