/**
 * Puts the parts together: {@link io.pagurus.session.wiring.KafkaClients} and {@link
 * io.pagurus.session.wiring.SessionWiring} make them, {@link
 * io.pagurus.session.wiring.SessionRuntime} starts and stops their threads, health and metrics say
 * how they are. The only place with a wall clock.
 */
@NullMarked
package io.pagurus.session.wiring;

import org.jspecify.annotations.NullMarked;
