package io.pagurus.node.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {

    @Test
    void onlyWhatFollowsTheLastAnswerIsNew() {
        // Given
        String body =
                """
                {"stream":true,"messages":[{"role":"user","content":"old"},
                {"role":"assistant","content":"older"},{"role":"system","content":"be kind"},
                {"role":"user","content":[{"type":"text","text":"new"}]}]}\
                """;

        // When
        ChatParse parsed = parse(body);

        // Then
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        ChatRequest.class,
                        chat -> {
                            assertThat(chat.messages())
                                    .extracting(ChatMessages::text)
                                    .containsExactly("be kind", "new");
                            assertThat(chat.userText()).isEqualTo("new");
                            assertThat(chat.stream()).isTrue();
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | body",
                "[] | body",
                "{} | messages",
                "{\"messages\":[]} | messages",
                "{\"messages\":[{\"role\":\"king\"}]} | messages[0].role",
                "{\"messages\":[7]} | messages[0].role",
                "{\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]} | messages",
                "{\"messages\":[{\"role\":\"user\"},{\"role\":\"assistant\"}]} | messages",
                "{\"stream\":\"yes\",\"messages\":[{\"role\":\"user\"}]} | stream",
                "{\"n\":2,\"messages\":[{\"role\":\"user\"}]} | n"
            })
    void whatIsNoChatRequestIsToldByItsField(String body, String field) {
        assertThat(parse(body))
                .isInstanceOfSatisfying(
                        ChatParse.Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo(field));
    }

    private static ChatParse parse(String body) {
        return ChatRequest.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
