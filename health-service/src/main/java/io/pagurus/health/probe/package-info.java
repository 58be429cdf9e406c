/**
 * Asks a node whether it is ready: {@link io.pagurus.health.probe.Prober} is the port, {@link
 * io.pagurus.health.probe.HttpProber} asks by HTTP, {@link io.pagurus.health.probe.Readiness} reads
 * the answer, {@link io.pagurus.health.probe.ProbeOutcome} is what came of it.
 */
@NullMarked
package io.pagurus.health.probe;

import org.jspecify.annotations.NullMarked;
