/**
 * A network that misbehaves on purpose: {@link io.pagurus.local.net.FaultProxy} accepts
 * connections, a {@link io.pagurus.local.net.Relay} carries each of them, in each {@link
 * io.pagurus.local.net.Direction} through a {@link io.pagurus.local.net.DelayLine} by the rules of
 * a {@link io.pagurus.local.net.Way}.
 */
@NullMarked
package io.pagurus.local.net;

import org.jspecify.annotations.NullMarked;
