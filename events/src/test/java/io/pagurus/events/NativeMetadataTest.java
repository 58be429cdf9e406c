package io.pagurus.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native executable knows by reflection only what this file names. */
class NativeMetadataTest {

    private static final String FILE =
            "/META-INF/native-image/io.pagurus/events/reachability-metadata.json";

    @Test
    void namesEachTypeThatGoesThroughJson() throws IOException {
        // Given
        Set<Class<?>> needed = new LinkedHashSet<>();
        EventCodec.TYPES.forEach(type -> collect(type, needed));

        // When
        JsonNode registered = metadata().required("reflection");

        // Then
        assertThat(registered.findValuesAsText("type"))
                .containsExactlyInAnyOrderElementsOf(
                        needed.stream().<String>map(Class::getName).toList());
    }

    @Test
    void opensConstructorsMethodsAndFieldsOfEach() throws IOException {
        // When
        JsonNode registered = metadata().required("reflection");

        // Then
        assertThat(registered)
                .allSatisfy(type ->
                        assertThat(
                                        Stream.of(
                                                "allDeclaredConstructors",
                                                "allDeclaredMethods",
                                                "allDeclaredFields"))
                                .allMatch(flag -> type.path(flag).asBoolean()));
    }

    private static void collect(Type type, Set<Class<?>> into) {
        switch (type) {
            case ParameterizedType list ->
                    Arrays.stream(list.getActualTypeArguments()).forEach(a -> collect(a, into));
            case Class<?> c when c.getPackage() == Event.class.getPackage() && into.add(c) -> {
                if (c.isRecord()) {
                    Arrays.stream(c.getRecordComponents())
                            .map(RecordComponent::getGenericType)
                            .forEach(component -> collect(component, into));
                }
            }
            default -> {}
        }
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream in = NativeMetadataTest.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, FILE));
        }
    }
}
