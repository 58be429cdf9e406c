/**
 * The session protocol, checked: {@link io.pagurus.protocol.check} (the command) → {@link
 * io.pagurus.protocol.explore} (every state of a model) over {@link io.pagurus.protocol.world} (one
 * session, or one partition), {@link io.pagurus.protocol.simulation} (a whole fleet in virtual
 * time), both for each of {@link io.pagurus.protocol.variant} (the right protocol and wrong ones),
 * held to {@link io.pagurus.protocol.invariant}.
 */
@NullMarked
package io.pagurus.protocol;

import org.jspecify.annotations.NullMarked;
