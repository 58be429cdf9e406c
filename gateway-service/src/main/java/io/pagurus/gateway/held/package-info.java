/**
 * Requests whose bodies are read before they go on: {@link io.pagurus.gateway.held.BodyReading}
 * (reads one, within {@link io.pagurus.gateway.held.HeldBodies}) → {@link
 * io.pagurus.gateway.held.HeldRequest} (as if it were still to come).
 */
@NullMarked
package io.pagurus.gateway.held;

import org.jspecify.annotations.NullMarked;
