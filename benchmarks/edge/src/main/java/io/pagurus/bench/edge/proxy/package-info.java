/**
 * The proxies that are measured, each a process with a configuration for one core: {@link
 * io.pagurus.bench.edge.proxy.Contender} names them, {@link io.pagurus.bench.edge.proxy.Proxies}
 * starts those that can be, {@link io.pagurus.bench.edge.proxy.Proxy} is one that runs.
 */
@NullMarked
package io.pagurus.bench.edge.proxy;

import org.jspecify.annotations.NullMarked;
