package io.pagurus.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What of a schema a record decides: the fields in their order, which of them must be
 * there, and the JSON of each. What a schema says in words is not part of it.
 */
record SchemaShape(List<String> required, Map<String, String> fields) {

    static SchemaShape of(Class<?> type) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        return new SchemaShape(
                components.stream()
                        .filter(c -> !isNullable(c.getAnnotatedType()))
                        .map(RecordComponent::getName)
                        .toList(),
                components.stream()
                        .collect(
                                Collectors.toMap(
                                        RecordComponent::getName,
                                        c -> jsonOf(c.getGenericType()),
                                        (a, _) -> a,
                                        LinkedHashMap::new)));
    }

    static SchemaShape of(JsonNode schema) {
        Map<String, String> fields = new LinkedHashMap<>();
        schema.required("properties")
                .properties()
                .forEach(p -> fields.put(p.getKey(), jsonOf(p.getValue())));
        return new SchemaShape(
                AsyncApi.elements(schema.required("required")).stream()
                        .map(JsonNode::textValue)
                        .toList(),
                fields);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static String jsonOf(Type type) {
        return switch (type) {
            case ParameterizedType list when list.getRawType() == List.class ->
                    "array of " + elementOf(list.getActualTypeArguments()[0]);
            case Class<?> c when c == String.class -> "string";
            case Class<?> c when c == Instant.class -> "string date-time";
            case Class<?> c when c == long.class || c == Long.class -> "integer int64";
            case Class<?> c when c == int.class || c == Integer.class -> "integer int32";
            case Class<?> c when c == boolean.class -> "boolean";
            case Class<?> c when c == JsonNode.class -> "";
            case Class<?> c when c.isRecord() || c.isEnum() ->
                    "#/components/schemas/" + c.getSimpleName();
            default -> throw new AssertionError("no JSON is agreed on for " + type);
        };
    }

    /** A list of any JSON is one of messages, which are objects. */
    private static String elementOf(Type element) {
        return element == JsonNode.class ? "object" : jsonOf(element);
    }

    private static String jsonOf(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.required("$ref").textValue();
        }
        if (schema.has("items")) {
            return schema.required("type").textValue() + " of " + jsonOf(schema.required("items"));
        }
        return Arrays.asList("type", "format").stream()
                .filter(schema::has)
                .map(key -> schema.required(key).textValue())
                .collect(Collectors.joining(" "));
    }
}
