package io.pagurus.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleTextTest {

    private static final Secrets SECRETS = new Secrets(Map.of("KEY", "s3cret")::get);

    private enum Colour {
        RED,
        LIGHT_BLUE
    }

    private record Read(Duration pause, long size, Colour colour, List<String> names, String key) {
        static Read of(RuleSection section) {
            return new Read(
                    section.duration("pause", Duration.ofSeconds(1)),
                    section.number("size", 5, 1, 10),
                    section.choice("colour", Colour.class, Colour.RED),
                    section.texts("names", List.of("a")),
                    section.secret("key").map(Secret::reveal).orElse(""));
        }
    }

    @Test
    void fieldsThatAreAbsentHaveTheirDefaults() throws InvalidRulesException {
        assertThat(RuleText.read("", SECRETS, Read::of))
                .isEqualTo(new Read(Duration.ofSeconds(1), 5, Colour.RED, List.of("a"), ""));
    }

    @Test
    void yamlAndJsonAreBothRead() throws InvalidRulesException {
        // Given
        Read expected =
                new Read(Duration.ofMillis(250), 7, Colour.LIGHT_BLUE, List.of("x", "y"), "s3cret");
        // When, Then
        assertThat(
                        RuleText.read(
                                """
                                pause: 250ms
                                size: 7
                                colour: light-blue
                                names: [x, y]
                                key: env:KEY
                                """,
                                SECRETS,
                                Read::of))
                .isEqualTo(expected);
        assertThat(
                        RuleText.read(
                                """
                                {"pause":"PT0.25S","size":7,"colour":"light-blue",
                                 "names":["x","y"],"key":"env:KEY"}\
                                """,
                                SECRETS,
                                Read::of))
                .isEqualTo(expected);
    }

    @Test
    void everyErrorIsToldWithItsFieldAndNoneWithItsValue() {
        // When
        InvalidRulesException invalid =
                catchThrowableOfType(
                        InvalidRulesException.class,
                        () ->
                                RuleText.read(
                                        """
                                        parts:
                                          - {pause: tomorrow, size: 11, colour: green}
                                          - {names: [1], key: env:NONE, sise: 3}
                                          - hidden-value
                                        """,
                                        SECRETS,
                                        section -> section.list("parts", Read::of)));
        // Then
        assertThat(invalid.errors())
                .extracting(RuleError::field)
                .containsExactly(
                        "parts[0].pause",
                        "parts[0].size",
                        "parts[0].colour",
                        "parts[1].names",
                        "parts[1].key",
                        "parts[1].sise",
                        "parts[2]");
        assertThat(invalid.errors().get(2).expected()).isEqualTo("one of red, light-blue");
        assertThat(invalid.getMessage())
                .doesNotContain("tomorrow", "green", "NONE", "hidden-value");
    }

    @Test
    void textThatIsNoYamlIsRefusedByItsPlaceAlone() {
        for (String text : List.of("a: [", "a: 1\na: 2", "- a", "secret-text")) {
            InvalidRulesException invalid =
                    catchThrowableOfType(
                            InvalidRulesException.class,
                            () -> RuleText.read(text, SECRETS, Read::of));
            assertThat(invalid.getMessage()).startsWith("(document)").doesNotContain(text);
        }
    }
}
