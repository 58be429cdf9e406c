package io.pagurus.local;

import io.pagurus.local.process.Launch;

/**
 * Immutable. A process of the suite.
 *
 * @param wave which to start after and, the other way round, to stop before: all of a lower number
 */
record Member(Launch launch, Readiness readiness, int wave) {

    /** The stores: nothing is asked of the others before these serve. */
    static final int STORES = 0;

    static final int SESSIONS = 1;

    /** Started beside session-service, and stopped before it: they commit what they finish. */
    static final int NODES = 2;

    /** Once it probes, the nodes are there. */
    static final int HEALTH = 3;

    /** What follows the fleet: migration-service and the gateways. */
    static final int EDGE = 4;

    String name() {
        return launch.name();
    }
}
