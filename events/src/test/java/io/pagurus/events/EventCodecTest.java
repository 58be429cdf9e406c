package io.pagurus.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final Event EJECTED =
            Samples.ALL.stream()
                    .filter(ClusterEvent.NodeEjected.class::isInstance)
                    .findFirst()
                    .orElseThrow();

    @Test
    void knowsEachRecordOfTheSealedHierarchy() {
        // When
        Stream<Class<?>> records = leaves(Event.class);

        // Then
        assertThat(EventCodec.TYPES)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(asEvents(records));
    }

    @Test
    void eachTypeHasItsOwnName() {
        assertThat(EventCodec.TYPES.stream().map(EventCodec::typeOf))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("io\\.pagurus\\.[A-Z][A-Za-z]+\\.v1"));
    }

    @Test
    void aTypeThatIsNotKnownIsSaidToBeSo() {
        // Given
        Map<String, String> headers = headers();
        headers.put("ce_type", "io.pagurus.NodePainted.v1");

        // When
        Decoded decoded = decode(headers);

        // Then
        assertThat(decoded).isEqualTo(new Decoded.UnknownType("io.pagurus.NodePainted.v1"));
    }

    @Test
    void aLaterVersionOfAKnownTypeIsNotKnown() {
        // Given
        Map<String, String> headers = headers();
        headers.put("ce_type", "io.pagurus.NodeEjected.v2");

        // When
        Decoded decoded = decode(headers);

        // Then
        assertThat(decoded).isEqualTo(new Decoded.UnknownType("io.pagurus.NodeEjected.v2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_type", "ce_id", "ce_source", "ce_time"})
    void aMissingHeaderBreaksTheRecord(String header) {
        // Given
        Map<String, String> headers = headers();
        headers.remove(header);

        // When
        Decoded decoded = decode(headers);

        // Then
        assertThat(decoded).isInstanceOf(Decoded.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-03-01", "+1000000001-01-01T00:00:00Z"})
    void aTimeThatIsNoneBreaksTheRecord(String time) {
        // Given
        Map<String, String> headers = headers();
        headers.put("ce_time", time);

        // When
        Decoded decoded = decode(headers);

        // Then
        assertThat(decoded).isInstanceOf(Decoded.Broken.class);
    }

    @Test
    void anEventWithoutDataIsBroken() {
        // When
        Decoded decoded = EventCodec.decode(headers()::get, null);

        // Then
        assertThat(decoded).isInstanceOf(Decoded.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'cause':'probes','failures':3,'firstSeenAt':'2026-03-01T10:00:00Z','detail':'x'}",
                "{'cause':'probes','failures':3,'observers':[null],'firstSeenAt':'2026-03-01T10:00:00Z','detail':'x'}",
                "{'cause':'probes','failures':null,'observers':[],'firstSeenAt':'2026-03-01T10:00:00Z','detail':'x'}"
            })
    void evidenceThatLacksSomethingBreaksTheRecord(String evidence) {
        // Given
        String data =
                "{'nodeId':'hk-1','region':'hk','incarnation':1,'version':3,'evidence':%s}"
                        .formatted(evidence)
                        .replace('\'', '"');

        // When
        Decoded decoded = EventCodec.decode(headers()::get, data.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(decoded).isInstanceOf(Decoded.Broken.class);
    }

    @Test
    void aValueThatTheJournalDoesNotKnowBreaksTheRecord() {
        // Given
        GoldenFile settled = GoldenFile.stored(JournalRecord.TaskSettled.class);
        GoldenFile committed = GoldenFile.stored(JournalRecord.TurnCommitted.class);
        GoldenFile enqueued = GoldenFile.stored(JournalRecord.TaskEnqueued.class);

        // When
        Decoded outcome = settled.decodeWith(settled.data().put("outcome", "perhaps"));
        Decoded digest = committed.decodeWith(committed.data().put("answerDigest", "5F2A"));
        Decoded attempts = enqueued.decodeWith(enqueued.data().put("maxAttempts", 0));

        // Then
        assertThat(List.of(outcome, digest, attempts))
                .allSatisfy(d -> assertThat(d).isInstanceOf(Decoded.Broken.class));
    }

    @Test
    void theReasonDoesNotQuoteTheData() {
        // Given
        byte[] data = "{\"nodeId\": secret-7".getBytes(StandardCharsets.UTF_8);

        // When
        Decoded decoded = EventCodec.decode(headers()::get, data);

        // Then
        assertThat(decoded.toString()).doesNotContain("secret-7").contains("NodeEjected");
    }

    private static Map<String, String> headers() {
        return EventCodec.headers(Samples.asCloudEvent(EJECTED)).stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (a, _) -> a,
                                LinkedHashMap::new));
    }

    private static Decoded decode(Map<String, String> headers) {
        return EventCodec.decode(headers::get, EventCodec.data(EJECTED));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(Objects.requireNonNull(type.getPermittedSubclasses()))
                        .flatMap(EventCodecTest::leaves)
                : Stream.of(type);
    }

    private static Iterable<Class<? extends Event>> asEvents(Stream<Class<?>> types) {
        return types.<Class<? extends Event>>map(t -> t.asSubclass(Event.class)).toList();
    }
}
