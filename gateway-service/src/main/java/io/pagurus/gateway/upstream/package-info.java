/**
 * One try at one node: {@link io.pagurus.gateway.upstream.NodeClient} (connections, kept and
 * dropped) → {@link io.pagurus.gateway.upstream.Attempt} (request out, answer in, or a {@link
 * io.pagurus.gateway.upstream.NodeFailure}).
 */
@NullMarked
package io.pagurus.gateway.upstream;

import org.jspecify.annotations.NullMarked;
