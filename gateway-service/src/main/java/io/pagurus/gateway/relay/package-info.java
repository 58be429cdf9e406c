/**
 * What of an answer reaches the client: {@link io.pagurus.gateway.relay.EndToEndHeaders} (which
 * headers may pass) → {@link io.pagurus.gateway.relay.SseBoundary} (where an event ends) → {@link
 * io.pagurus.gateway.relay.StreamSplice} (one stream from the answers of several tries).
 */
@NullMarked
package io.pagurus.gateway.relay;

import org.jspecify.annotations.NullMarked;
