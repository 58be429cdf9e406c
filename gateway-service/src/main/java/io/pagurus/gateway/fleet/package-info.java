/**
 * The fleet as this gateway knows it: {@code claw.topology} and {@code claw.cluster.events} →
 * {@link io.pagurus.gateway.fleet.Fleet} (the one writer) → {@link
 * io.pagurus.gateway.fleet.FleetSnapshot} (immutable, read by everybody).
 */
@NullMarked
package io.pagurus.gateway.fleet;

import org.jspecify.annotations.NullMarked;
