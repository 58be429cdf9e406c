package io.pagurus.gateway.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.tracing.RequestSpans;
import io.pagurus.gateway.trail.RecordedTrail;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. One request as a line of JSON. No header, no query and no body is in it, so no
 * secret is; what is not known is left out.
 */
final class LogLine {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double MICROS_IN_A_MILLI = 1_000;

    private final String gateway;

    LogLine(String gateway) {
        this.gateway = gateway;
    }

    String of(RecordedTrail trail) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            request(json, trail.about());
            answer(json, trail);
            way(json, trail);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a text takes all that is written to it", e);
        }
        return text.append('\n').toString();
    }

    private void request(JsonGenerator json, RequestSpans.About about) throws IOException {
        json.writeStringField(
                "time", Instant.EPOCH.plus(about.atMicros(), ChronoUnit.MICROS).toString());
        json.writeStringField("gateway", gateway);
        json.writeStringField("request_id", about.id());
        json.writeStringField("client_address", about.client());
        json.writeStringField("method", about.method());
        json.writeStringField("scheme", about.scheme());
        json.writeStringField("path", about.path());
        json.writeStringField("protocol", "HTTP/" + about.protocol());
    }

    private static void answer(JsonGenerator json, RecordedTrail trail) throws IOException {
        if (trail.status() > 0) {
            json.writeNumberField("status", trail.status());
        }
        json.writeNumberField("bytes", trail.bytes());
        json.writeNumberField("duration_ms", trail.tookMicros() / MICROS_IN_A_MILLI);
        if (trail.firstByteMicros() >= 0) {
            json.writeNumberField(
                    "time_to_first_byte_ms", trail.firstByteMicros() / MICROS_IN_A_MILLI);
        }
    }

    private static void way(JsonGenerator json, RecordedTrail trail) throws IOException {
        text(json, "route", trail.routeName());
        text(json, "class", trail.className());
        text(json, "session", trail.sessionId());
        text(json, "turn", trail.turnId());
        FleetNode node = trail.node();
        text(json, "node", node == null ? null : node.id());
        text(json, "region", node == null ? null : node.region());
        json.writeNumberField("attempts", trail.attempts());
        json.writeStringField("outcome", trail.outcome());
        text(json, "problem_type", trail.problemType());
        text(json, "trace_id", trail.traceId());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
