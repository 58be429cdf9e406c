package io.pagurus.health.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.health.probe.ProbeOutcome.Failed;
import io.pagurus.health.probe.ProbeOutcome.Kind;
import io.pagurus.health.probe.ProbeOutcome.Ready;
import java.io.IOException;
import java.time.Duration;

/**
 * Immutable, pure. Ready is: 200, a JSON object with {@code "ready": true} and, if it names a
 * region, the registered one. A real OpenClaw node names none.
 */
final class Readiness {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Readiness() {}

    static ProbeOutcome judge(int status, byte[] body, String region, Duration latency) {
        if (status != 200) {
            return new Failed(Kind.STATUS, "status " + status, latency);
        }
        JsonNode said;
        try {
            said = JSON.readTree(body);
        } catch (IOException _) {
            return new Failed(Kind.GARBAGE, "the answer is not JSON", latency);
        }
        if (said == null || !said.path("ready").isBoolean()) {
            return new Failed(Kind.GARBAGE, "the answer has no boolean \"ready\"", latency);
        }
        if (!said.path("ready").booleanValue()) {
            return new Failed(Kind.NOT_READY, "says that it is not ready", latency);
        }
        JsonNode where = said.path("region");
        if (where.isMissingNode() || where.isNull() || region.equals(where.asText())) {
            return new Ready(latency);
        }
        return new Failed(Kind.WRONG_REGION, "is in another region than " + region, latency);
    }
}
