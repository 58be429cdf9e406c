package io.pagurus.gateway.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFieldTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"a\"} | {\"model\":\"b\"}",
                "{ \"x\" : {\"model\":\"in\"}, \"model\" : \"aä\\u0041\" , \"y\":1.50 } "
                        + "| { \"x\" : {\"model\":\"in\"}, \"model\" : \"b\" , \"y\":1.50 }",
                "{\"é\":[1,{\"model\":2}],\"model\":\"\"} | {\"é\":[1,{\"model\":2}],\"model\":\"b\"}",
                "{\"x\":1} | {\"model\":\"b\",\"x\":1}",
                "{} | {\"model\":\"b\"}",
                "{ } | {\"model\":\"b\" }",
            })
    void allOtherBytesStayAsTheyAre(String body, String expected) {
        // Given
        Buffer bytes = Buffer.buffer(body);
        // When
        Optional<ModelField> field = ModelField.find(bytes);
        // Then
        assertThat(field.orElseThrow().with("b", bytes).toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"model\":1}", "{\"model\":null}", "{\"x\":", "no json"})
    void whatHasNoModelThatCanBePutInIsLeftAlone(String body) {
        // When
        Optional<ModelField> field = ModelField.find(Buffer.buffer(body));
        // Then
        assertThat(field).isEmpty();
    }

    @Test
    void itsNameIsReadAsJsonHasIt() {
        // When
        Optional<ModelField> field = ModelField.find(Buffer.buffer("{\"model\":\"a\\u0041\"}"));
        // Then
        assertThat(field.orElseThrow().name()).isEqualTo("aA");
    }
}
