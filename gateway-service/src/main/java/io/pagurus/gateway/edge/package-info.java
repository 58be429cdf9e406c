/**
 * Where clients come in: {@link io.pagurus.gateway.edge.EdgeServer} (event loops, start and stop) →
 * {@link io.pagurus.gateway.edge.EdgeLoop} (one event loop's server) → {@link
 * io.pagurus.gateway.edge.Admission} (limits) → the exchanges.
 */
@NullMarked
package io.pagurus.gateway.edge;

import org.jspecify.annotations.NullMarked;
