/**
 * Puts the parts together: {@link io.pagurus.session.wiring.KafkaClients} and the {@code Wiring}s,
 * one a story, make them, {@link io.pagurus.session.wiring.SessionRuntime} starts and stops their
 * threads, health and metrics say how they are. The only place with a wall clock.
 */
@NullMarked
package io.pagurus.session.wiring;

import org.jspecify.annotations.NullMarked;
