/**
 * One watch a node, in flow order: {@link io.pagurus.health.watch.Watches} (one for each registered
 * node) → {@link io.pagurus.health.watch.NodeWatch} (probes, and bursts of probes after a
 * suspicion) → {@link io.pagurus.health.watch.Decisions} (has the registry make it so) → {@link
 * io.pagurus.health.watch.Observations} (tells what was seen).
 */
@NullMarked
package io.pagurus.health.watch;

import org.jspecify.annotations.NullMarked;
