package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.OtlpReceiver.attribute;
import static io.pagurus.gateway.behaviour.OtlpReceiver.hex;
import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void aRequestAndEachTryOfItAreSpansAndTheNodeGoesOnFromItsOwn() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                EdgeSuite suite = tracing(receiver, "traces.share", "1")) {
            // Given
            StandInNode node = suite.node("hk-1").next(reset()).always(answer("fine"));
            // When
            suite.send(suite.request("/v1/models").GET().build());
            // Then
            List<Span> spans = receiver.spans(3);
            Span request = named(spans, "GET others");
            List<Span> tries = spans.stream().filter(s -> s.getName().equals("GET")).toList();
            assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
            assertThat(request.getParentSpanId().isEmpty()).isTrue();
            assertThat(attribute(request, "http.response.status_code")).isEqualTo("200");
            assertThat(tries).hasSize(2);
            assertThat(tries)
                    .allMatch(t -> t.getParentSpanId().equals(request.getSpanId()))
                    .allMatch(t -> attribute(t, "pagurus.node").equals("hk-1"));
            assertThat(tries.getFirst().getStatus().getCode())
                    .isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(attribute(tries.getFirst(), "error.type")).isEqualTo("head-failed");
            assertThat(attribute(tries.getLast(), "http.request.resend_count")).isEqualTo("1");
            for (int i = 0; i < 2; i++) {
                assertThat(node.received().get(i).header("traceparent"))
                        .isEqualTo(
                                parent(hex(request.getTraceId()), hex(tries.get(i).getSpanId())));
            }
        }
    }

    @Test
    void aTurnsGrantIsASpanThatSessionServiceIsToldOf() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                EdgeSuite suite = tracing(receiver, "traces.share", "1")) {
            // Given
            suite.node("hk-1");
            // When
            suite.send(suite.turn("s1", "t1"));
            // Then
            Span grant = named(receiver.spans(3), "session-service grant");
            assertThat(attribute(grant, "pagurus.outcome")).isEqualTo("owned");
            assertThat(suite.sessions.traces())
                    .containsExactly(parent(hex(grant.getTraceId()), hex(grant.getSpanId())));
        }
    }

    @Test
    void aTrustedClientsTraceGoesOn() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                EdgeSuite suite =
                        tracing(
                                receiver,
                                "traces.share",
                                "0",
                                "trail.trusted-clients",
                                "127.0.0.0/8")) {
            // Given
            suite.node("hk-1");
            // When
            suite.send(asked(suite, "01"));
            // Then
            Span request = named(receiver.spans(2), "GET others");
            assertThat(hex(request.getTraceId())).isEqualTo(TRACE);
            assertThat(hex(request.getParentSpanId())).isEqualTo(PARENT);
        }
    }

    @Test
    void aTrustedClientThatTracesNothingIsPassedOnAsItIs() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                EdgeSuite suite =
                        tracing(
                                receiver,
                                "traces.share",
                                "1",
                                "trail.trusted-clients",
                                "127.0.0.0/8")) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            suite.send(asked(suite, "00"));
            suite.send(suite.request("/v1/last").GET().build());
            // Then
            assertThat(node.received().getFirst().header("traceparent"))
                    .isEqualTo("00-" + TRACE + "-" + PARENT + "-00");
            assertThat(receiver.spans(2)).noneMatch(s -> hex(s.getTraceId()).equals(TRACE));
        }
    }

    @Test
    void anybodyElsesTraceIsNotTakenOver() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                EdgeSuite suite = tracing(receiver, "traces.share", "0")) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            suite.send(asked(suite, "01"));
            // Then
            assertThat(node.received().getFirst().header("traceparent")).isEmpty();
        }
    }

    private static EdgeSuite tracing(OtlpReceiver receiver, String... more) {
        String[] settings = new String[more.length + 4];
        settings[0] = "traces.endpoint";
        settings[1] = receiver.url();
        settings[2] = "traces.export-every";
        settings[3] = "20ms";
        System.arraycopy(more, 0, settings, 4, more.length);
        return EdgeSuite.with(settings);
    }

    private static HttpRequest asked(EdgeSuite suite, String flags) {
        return suite.request("/v1/models")
                .header("traceparent", "00-" + TRACE + "-" + PARENT + "-" + flags)
                .GET()
                .build();
    }

    private static String parent(String trace, String span) {
        return "00-" + trace + "-" + span + "-01";
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream().filter(s -> s.getName().equals(name)).findFirst().orElseThrow();
    }
}
