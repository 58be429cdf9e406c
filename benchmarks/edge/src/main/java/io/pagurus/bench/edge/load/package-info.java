/**
 * What the proxies stand between, on one event loop: {@link io.pagurus.bench.edge.load.LoadLoop}
 * carries the {@link io.pagurus.bench.edge.load.Origin} behind them and the clients in front: each
 * {@link io.pagurus.bench.edge.load.Load} counts with a {@link io.pagurus.bench.edge.load.Meter}
 * what came back.
 */
@NullMarked
package io.pagurus.bench.edge.load;

import org.jspecify.annotations.NullMarked;
