/**
 * What sessions cost in time, on real processes: {@link
 * io.pagurus.bench.sessions.SessionsBenchmark} starts Redis, Kafka and session-service and lets
 * {@link io.pagurus.bench.sessions.CommitRun}, {@link io.pagurus.bench.sessions.GrantRun} and
 * {@link io.pagurus.bench.sessions.RebuildRun} put {@link io.pagurus.bench.sessions.Load} on them;
 * {@link io.pagurus.bench.sessions.BytesRun} weighs what they leave in Redis; the {@link
 * io.pagurus.bench.sessions.BenchReport} has the {@link io.pagurus.bench.sessions.Samples}.
 */
@NullMarked
package io.pagurus.bench.sessions;

import org.jspecify.annotations.NullMarked;
