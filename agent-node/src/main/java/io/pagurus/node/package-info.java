/**
 * The reference agent node, in the order in which a request meets its packages: {@link
 * io.pagurus.node.http} (takes it and answers it) → {@link io.pagurus.node.chat} (what was asked,
 * and how an answer looks) → {@link io.pagurus.node.turn} (one running turn a session: joined,
 * queued or run) → {@link io.pagurus.node.session} (what the node remembers) → {@link
 * io.pagurus.node.store} (what session-service decides) → {@link io.pagurus.node.model} (the
 * deterministic model and its tools). {@link io.pagurus.node.leftover} is what a crashed node runs
 * again when it is back.
 */
@NullMarked
package io.pagurus.node;

import org.jspecify.annotations.NullMarked;
