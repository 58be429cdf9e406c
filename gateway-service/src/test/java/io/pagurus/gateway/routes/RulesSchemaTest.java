package io.pagurus.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pagurus.gateway.rules.InvalidRulesException;
import io.pagurus.gateway.rules.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the admin API's document says of the rules is what the edge reads. */
class RulesSchemaTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void rulesWithEveryFieldOfTheSchemaAreReadAndNoneIsMissingInThem() throws Exception {
        // Given
        JsonNode schemas = yaml("META-INF/openapi.yaml").path("components").path("schemas");
        JsonNode rules = yaml("rules/every-field.yaml");
        Set<String> named = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        // When
        name(schemas, schemas.path("Rules"), "", named);
        use(schemas, schemas.path("Rules"), rules, "", used);
        EdgeRules read = read(YAML.writeValueAsString(rules));
        // Then
        assertThat(used).isEqualTo(named);
        assertThat(read.routes()).extracting(RouteRules::name).contains("turns", "hooks");
    }

    private static EdgeRules read(String text) throws InvalidRulesException {
        return new Rules(
                        EdgeRules.turnsAt(Set.of("/turns")),
                        new Secrets(name -> ("a secret of " + name).repeat(3)),
                        Clock.systemUTC())
                .check(text);
    }

    /** The path of each field that a schema names. */
    private static void name(JsonNode schemas, JsonNode given, String path, Set<String> into) {
        JsonNode schema = resolved(schemas, given);
        schema.path("properties")
                .properties()
                .forEach(field -> {
                    into.add(path + "." + field.getKey());
                    name(schemas, field.getValue(), path + "." + field.getKey(), into);
                });
        if (schema.has("items")) {
            name(schemas, schema.path("items"), path, into);
        }
        if (schema.path("additionalProperties").isObject()) {
            name(schemas, schema.path("additionalProperties"), path + ".*", into);
        }
    }

    /** The path of each field that a document has, as the schema takes it. */
    private static void use(
            JsonNode schemas, JsonNode given, JsonNode value, String path, Set<String> into) {
        JsonNode schema = resolved(schemas, given);
        if (value.isArray()) {
            value.forEach(each -> use(schemas, schema.path("items"), each, path, into));
        } else if (schema.path("additionalProperties").isObject()) {
            JsonNode values = schema.path("additionalProperties");
            value.forEach(each -> use(schemas, values, each, path + ".*", into));
        } else {
            value.properties()
                    .forEach(field -> {
                        String at = path + "." + field.getKey();
                        into.add(at);
                        JsonNode of = schema.path("properties").path(field.getKey());
                        use(schemas, of, field.getValue(), at, into);
                    });
        }
    }

    private static JsonNode resolved(JsonNode schemas, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty()
                ? schema
                : schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static JsonNode yaml(String resource) throws IOException {
        try (InputStream in =
                RulesSchemaTest.class.getClassLoader().getResourceAsStream(resource)) {
            return YAML.readTree(in);
        }
    }
}
