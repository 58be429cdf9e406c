/**
 * What the edge costs beside Nginx and HAProxy: {@link io.pagurus.bench.edge.EdgeBenchmark} starts
 * the proxies and has each {@link io.pagurus.bench.edge.Part} measured on all of them by turns, by
 * {@link io.pagurus.bench.edge.Rounds} where it is a rate and by {@link
 * io.pagurus.bench.edge.Sockets} where it is memory; the {@link io.pagurus.bench.edge.EdgeReport}
 * has the {@link io.pagurus.bench.edge.Figures}.
 */
@NullMarked
package io.pagurus.bench.edge;

import org.jspecify.annotations.NullMarked;
