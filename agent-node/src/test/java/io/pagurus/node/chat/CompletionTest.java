package io.pagurus.node.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {

    private final Completion looks =
            new Completion("alice~t1", Instant.parse("2026-01-01T00:00:00.5Z"));

    @Test
    void theWholeAnswerLooksAsOpenAisDoes() {
        // When
        byte[] json =
                looks.json(
                        List.of(
                                ChatMessages.toolResult("step-1", "noon is now"),
                                ChatMessages.assistant("hello you")));

        // Then
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {"id":"chatcmpl-alice~t1","object":"chat.completion","created":1767225600,\
                        "model":"pagurus-reference","choices":[{"index":0,"message":{"role":\
                        "assistant","content":"hello you"},"finish_reason":"stop"}],"usage":{\
                        "prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}\
                        """);
    }

    @Test
    void aStreamsEventsLookAsOpenAisDo() {
        assertThat(looks.opening() + looks.chunk(" \"you\"\n") + looks.closing() + Completion.DONE)
                .isEqualTo(
                        """
                        data: {"id":"chatcmpl-alice~t1","object":"chat.completion.chunk",\
                        "created":1767225600,"model":"pagurus-reference","choices":[{"index":0,\
                        "delta":{"role":"assistant","content":""},"finish_reason":null}]}

                        data: {"id":"chatcmpl-alice~t1","object":"chat.completion.chunk",\
                        "created":1767225600,"model":"pagurus-reference","choices":[{"index":0,\
                        "delta":{"content":" \\"you\\"\\n"},"finish_reason":null}]}

                        data: {"id":"chatcmpl-alice~t1","object":"chat.completion.chunk",\
                        "created":1767225600,"model":"pagurus-reference","choices":[{"index":0,\
                        "delta":{},"finish_reason":"stop"}]}

                        data: [DONE]

                        """);
    }
}
