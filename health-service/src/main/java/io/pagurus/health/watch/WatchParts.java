package io.pagurus.health.watch;

import io.pagurus.health.assessment.Thresholds;
import io.pagurus.health.probe.ProbeConfig;
import io.pagurus.health.probe.Prober;
import io.pagurus.health.registry.Registry;
import java.time.Clock;
import java.util.concurrent.Semaphore;

/**
 * Immutable. What all watches share.
 *
 * @param permits how many plain probes may run at once; bursts need none, they are one a node and
 *     must not wait
 */
record WatchParts(
        Registry registry,
        Prober prober,
        Thresholds thresholds,
        Decisions decisions,
        Observations observations,
        WatchMetrics metrics,
        ProbeConfig probe,
        ConfirmConfig confirm,
        Semaphore permits,
        Clock clock,
        Pause pause) {}
