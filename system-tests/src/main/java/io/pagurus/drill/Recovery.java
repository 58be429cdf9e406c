package io.pagurus.drill;

import java.time.Duration;

/**
 * Immutable. How one session came back after the fault. The four phases follow each other and add
 * up to the whole, which begins at the fault, or at the request's sending where that was later.
 *
 * @param interrupted whether its turn was running when the fault came
 * @param detection until the victim was ejected
 * @param decision until somebody asked for another owner
 * @param takeover until the journal had accepted that owner and SessionMoved said so
 * @param firstResponse until the client had the first piece of an answer from it
 */
record Recovery(
        String sessionId,
        boolean interrupted,
        Duration detection,
        Duration decision,
        Duration takeover,
        Duration firstResponse) {

    Duration whole() {
        return detection.plus(decision).plus(takeover).plus(firstResponse);
    }
}
