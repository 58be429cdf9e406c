/**
 * Fault runs on the session store as real processes, in flow order: {@link
 * io.pagurus.store.StoreRig} (brokers, Redis, instances, and the network between them) under {@link
 * io.pagurus.store.Load} (simulated nodes and gateways, which keep {@link
 * io.pagurus.store.Records}) and faults drawn by a seed, judged by {@link
 * io.pagurus.store.StoreJudge} with the history checker.
 */
@NullMarked
package io.pagurus.store;

import org.jspecify.annotations.NullMarked;
