package io.pagurus.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of each event, spoilt: a reader gets a value, never an exception. */
class TamperedRecordTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static Stream<Arguments> requiredFields() {
        return fields().filter(f -> !isNullable(f)).map(TamperedRecordTest::named);
    }

    static Stream<Arguments> nullableFields() {
        return fields().filter(TamperedRecordTest::isNullable).map(TamperedRecordTest::named);
    }

    static Stream<Arguments> allFields() {
        return fields().map(TamperedRecordTest::named);
    }

    static Stream<Arguments> listFields() {
        return fields().filter(f -> f.getType() == List.class).map(TamperedRecordTest::named);
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("requiredFields")
    void aRequiredFieldThatIsNullOrMissingBreaksTheRecord(
            Class<? extends Event> type, String field) {
        // Given
        GoldenFile stored = GoldenFile.stored(type);

        // When
        Decoded withNull = stored.decodeWith(stored.data().putNull(field));
        Decoded without = stored.decodeWith(stored.data().without(field));

        // Then
        assertThat(List.of(withNull, without))
                .allSatisfy(d -> assertThat(d).isInstanceOf(Decoded.Broken.class));
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("nullableFields")
    void aNullableFieldThatIsNullOrMissingReadsAsNullAndIsNotWritten(
            Class<? extends Event> type, String field) {
        // Given
        GoldenFile stored = GoldenFile.stored(type);

        // When
        Decoded withNull = stored.decodeWith(stored.data().putNull(field));
        Decoded without = stored.decodeWith(stored.data().without(field));

        // Then
        assertThat(withNull).isEqualTo(without).isInstanceOf(Decoded.Known.class);
        assertThat(GoldenFile.of(((Decoded.Known) without).event()).data())
                .isEqualTo(stored.data().without(field));
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("listFields")
    void aNullInAListBreaksTheRecord(Class<? extends Event> type, String field) {
        // Given
        GoldenFile stored = GoldenFile.stored(type);
        ObjectNode data = stored.data();
        ((ArrayNode) data.required(field)).addNull();

        // When
        Decoded decoded = stored.decodeWith(data);

        // Then
        assertThat(decoded).isInstanceOf(Decoded.Broken.class);
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("allFields")
    void aFieldOfAnotherKindNeverThrows(Class<? extends Event> type, String field) {
        // Given
        GoldenFile stored = GoldenFile.stored(type);
        List<JsonNode> wrong =
                List.of(
                        JSON.textNode(""),
                        JSON.textNode("\u0000…"),
                        JSON.numberNode(-1),
                        JSON.numberNode(1.5),
                        JSON.numberNode(BigInteger.TEN.pow(40)),
                        JSON.booleanNode(true),
                        JSON.arrayNode().add(1).addNull(),
                        JSON.objectNode().put("node", 1));

        // When
        List<Decoded> decoded =
                wrong.stream()
                        .map(w -> stored.decodeWith(stored.data().<JsonNode>set(field, w)))
                        .toList();

        // Then
        assertThat(decoded).hasSize(wrong.size()).noneMatch(Decoded.UnknownType.class::isInstance);
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("allFields")
    void aNumberIsNeitherRoundedNorReadFromText(Class<? extends Event> type, String field) {
        // Given
        GoldenFile stored = GoldenFile.stored(type);
        if (!stored.data().required(field).isNumber()) {
            return;
        }

        // When
        Decoded rounded = stored.decodeWith(stored.data().put(field, 1.5));
        Decoded fromText = stored.decodeWith(stored.data().put(field, "1"));

        // Then
        assertThat(List.of(rounded, fromText))
                .allSatisfy(d -> assertThat(d).isInstanceOf(Decoded.Broken.class));
    }

    @ParameterizedTest
    @MethodSource("types")
    void dataThatIsNoWholeObjectBreaksTheRecord(Class<? extends Event> type) {
        // Given
        GoldenFile stored = GoldenFile.stored(type);
        String whole = stored.data().toString();
        List<String> wrong =
                List.of(
                        "",
                        " ",
                        "null",
                        "[]",
                        "7",
                        "\"text\"",
                        "{}",
                        whole.substring(0, whole.length() - 1),
                        whole + whole,
                        "[".repeat(5_000),
                        "\u0000");

        // When
        List<Decoded> decoded =
                wrong.stream()
                        .map(w -> stored.decodeWith(w.getBytes(StandardCharsets.UTF_8)))
                        .toList();

        // Then
        assertThat(decoded).allSatisfy(d -> assertThat(d).isInstanceOf(Decoded.Broken.class));
    }

    static List<Class<? extends Event>> types() {
        return EventCodec.TYPES;
    }

    private static Stream<RecordComponent> fields() {
        return EventCodec.TYPES.stream().flatMap(t -> Arrays.stream(t.getRecordComponents()));
    }

    private static boolean isNullable(RecordComponent field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Arguments named(RecordComponent field) {
        return Arguments.of(field.getDeclaringRecord(), field.getName());
    }
}
