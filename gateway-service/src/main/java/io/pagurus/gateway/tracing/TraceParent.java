package io.pagurus.gateway.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Immutable. The header by which a trace goes on. Source: W3C Trace Context §3.2. */
public final class TraceParent {

    public static final String HEADER = "traceparent";

    /** What goes with it; only ever as its sender wrote it. */
    public static final String STATE = "tracestate";

    /** Later versions may say more behind it. */
    private static final Pattern SYNTAX =
            Pattern.compile(
                    "(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");

    private static final Pattern OF_VERSION_0 = Pattern.compile("00-.{52}");

    private TraceParent() {}

    /** What a header says; null when it says nothing that can be used. */
    public static @Nullable SpanContext read(@Nullable String header) {
        if (header == null) {
            return null;
        }
        if (header.startsWith("00-") && !OF_VERSION_0.matcher(header).matches()) {
            return null;
        }
        var parts = SYNTAX.matcher(header);
        if (!parts.matches()) {
            return null;
        }
        SpanContext said =
                SpanContext.createFromRemoteParent(
                        parts.group(1),
                        parts.group(2),
                        TraceFlags.fromHex(parts.group(3), 0),
                        TraceState.getDefault());
        return said.isValid() ? said : null;
    }

    static String write(SpanContext span) {
        return "00-"
                + span.getTraceId()
                + "-"
                + span.getSpanId()
                + "-"
                + span.getTraceFlags().asHex();
    }
}
