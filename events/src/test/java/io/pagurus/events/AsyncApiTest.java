package io.pagurus.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code docs/asyncapi.yaml} against the records and the topics. */
class AsyncApiTest {

    static final List<Event> SAMPLES = Samples.ALL;

    private static final AsyncApi DOCUMENT = AsyncApi.read();
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    @Test
    void hasAChannelForEachTopicAndItsDeadLetters() {
        // When
        Stream<String> addresses =
                DOCUMENT.channels().stream().map(c -> c.required("address").textValue());

        // Then
        assertThat(addresses)
                .containsExactlyInAnyOrderElementsOf(
                        TOPICS.all().stream()
                                .flatMap(t -> Stream.of(t, TOPICS.deadLetters(t)))
                                .toList());
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void hasTheMessageOnTheChannelThatItGoesTo(Event sample) {
        // When
        Stream<JsonNode> channels =
                DOCUMENT.channels().stream()
                        .filter(channel ->
                                AsyncApi.elements(channel.required("messages")).stream()
                                        .map(DOCUMENT::resolve)
                                        .anyMatch(DOCUMENT.message(sample.getClass())::equals));

        // Then
        assertThat(channels)
                .singleElement()
                .extracting(channel -> channel.required("address").textValue())
                .isEqualTo(TOPICS.of(sample));
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void describesTheFieldsOfTheRecord(Event sample) {
        // Given
        JsonNode message = DOCUMENT.message(sample.getClass());

        // When
        SchemaShape documented = SchemaShape.of(DOCUMENT.resolve(message.required("payload")));

        // Then
        assertThat(documented).isEqualTo(SchemaShape.of(sample.getClass()));
        assertThat(documented.fields().keySet())
                .containsExactlyElementsOf(SchemaShape.of(sample.getClass()).fields().keySet());
    }

    @ParameterizedTest
    @ValueSource(classes = {Owner.class, Evidence.class})
    void describesTheRecordsWithinTheRecords(Class<?> type) {
        // When
        SchemaShape documented = SchemaShape.of(schema(type));

        // Then
        assertThat(documented).isEqualTo(SchemaShape.of(type));
    }

    @ParameterizedTest
    @ValueSource(classes = {NodeHealth.class, WantedState.class})
    void namesTheValuesOfTheEnums(Class<?> type) {
        // When
        List<JsonNode> documented = AsyncApi.elements(schema(type).required("enum"));

        // Then
        assertThat(documented.stream().map(JsonNode::textValue))
                .containsExactlyElementsOf(
                        Stream.of(type.getEnumConstants()).map(Object::toString).toList());
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void describesTheHeadersThatAreWritten(Event sample) {
        // Given
        JsonNode message = DOCUMENT.message(sample.getClass());
        String type = EventCodec.typeOf(sample.getClass());

        // When
        List<JsonNode> headers = AsyncApi.elements(message.required("headers").required("allOf"));

        // Then
        assertThat(message.required("name").textValue()).isEqualTo(type);
        assertThat(headers.get(1).at("/properties/ce_type/const").textValue()).isEqualTo(type);
        assertThat(AsyncApi.elements(DOCUMENT.resolve(headers.get(0)).required("required")))
                .extracting(JsonNode::textValue)
                .containsExactlyElementsOf(
                        EventCodec.headers(Samples.asCloudEvent(sample)).stream()
                                .map(header -> header.getKey())
                                .toList());
    }

    @Test
    void eachTopicHasAServiceThatSendsAndMostHaveOneThatReceives() {
        // When
        Set<String> sent = channelsOf("send");
        Set<String> received = channelsOf("receive");

        // Then
        assertThat(sent).containsExactlyInAnyOrderElementsOf(TOPICS.all());
        // Observations and calls of operators are written to be looked at.
        received.add(TOPICS.nodeObservations());
        received.add(TOPICS.audit());
        assertThat(received).containsExactlyInAnyOrderElementsOf(TOPICS.all());
    }

    @Test
    void eachReferencePointsSomewhere() {
        // When
        List<JsonNode> references = new ArrayList<>();
        collectReferences(DOCUMENT.root(), references);

        // Then
        assertThat(references).isNotEmpty().allSatisfy(DOCUMENT::resolve);
    }

    private static JsonNode schema(Class<?> type) {
        return DOCUMENT.root().at("/components/schemas/" + type.getSimpleName());
    }

    private static Set<String> channelsOf(String action) {
        return DOCUMENT.operations().stream()
                .filter(o -> o.required("action").textValue().equals(action))
                .map(o -> DOCUMENT.resolve(o.required("channel")).required("address").textValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void collectReferences(JsonNode node, List<JsonNode> into) {
        if (node.has("$ref")) {
            into.add(node);
        }
        node.forEach(child -> collectReferences(child, into));
    }
}
