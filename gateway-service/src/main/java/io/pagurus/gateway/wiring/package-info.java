/**
 * Where clock, randomness, Kafka and the HTTP clients come from, and what starts and stops when:
 * {@link io.pagurus.gateway.wiring.Parts} (builds) → {@link io.pagurus.gateway.wiring.RedisAtStart}
 * (refuses what cannot work) → {@link io.pagurus.gateway.wiring.Lifecycle} (starts, stops) → {@link
 * io.pagurus.gateway.wiring.Feeds} (reads Kafka).
 */
@NullMarked
package io.pagurus.gateway.wiring;

import org.jspecify.annotations.NullMarked;
