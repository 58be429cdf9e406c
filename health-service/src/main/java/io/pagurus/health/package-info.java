/**
 * The fleet's registry and the health of its nodes, in flow order:
 *
 * <ol>
 *   <li>{@link io.pagurus.health.registry}: every change goes to the topology log, is read back,
 *       folded, and projected to {@code claw.topology} and {@code claw.cluster.events};
 *   <li>{@link io.pagurus.health.probe}: asks a node whether it is ready;
 *   <li>{@link io.pagurus.health.assessment}: what follows from what was seen; pure;
 *   <li>{@link io.pagurus.health.watch}: one watch a node: probe, assess, have the decision made;
 *   <li>{@link io.pagurus.health.api}: REST for operators and gateways.
 * </ol>
 *
 * <p>This package itself only puts them together.
 */
@NullMarked
package io.pagurus.health;

import org.jspecify.annotations.NullMarked;
