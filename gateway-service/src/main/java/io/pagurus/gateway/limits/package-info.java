/**
 * How much a node gets at once: {@link io.pagurus.gateway.limits.NodeGates} (one gate a node, over
 * all event loops) → {@link io.pagurus.gateway.limits.NodeGate} (slots, and a short bounded queue
 * for them, the more urgent first). {@link io.pagurus.gateway.limits.Outliers} keeps new work from
 * nodes that have just failed, and {@link io.pagurus.gateway.limits.RetryBudget} keeps repeated
 * work from becoming the most of the work. In {@link io.pagurus.gateway.limits.WaitingRooms}
 * requests queue when no node can take them.
 */
@NullMarked
package io.pagurus.gateway.limits;

import org.jspecify.annotations.NullMarked;
