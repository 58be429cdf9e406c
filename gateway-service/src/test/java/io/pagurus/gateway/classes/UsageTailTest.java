package io.pagurus.gateway.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class UsageTailTest {

    private static Usage of(String... chunks) {
        UsageTail tail = new UsageTail();
        for (String chunk : chunks) {
            tail.see(Buffer.buffer(chunk));
        }
        return tail.usage(400);
    }

    @Test
    void isReadFromAWholeAnswer() {
        // When
        Usage usage = of("{\"x\":1,\"usage\": {\"prompt_tokens\":12,\"completion_tokens\":34}}");
        // Then
        assertThat(usage).isEqualTo(new Usage(12, 34, true));
    }

    @Test
    void isReadFromTheEndOfAStreamInPieces() {
        // When
        Usage usage =
                of(
                        "data: {\"usage\":null}\n\n" + "x".repeat(100_000),
                        "\n\ndata: {\"usage\":{\"input_tok",
                        "ens\":5,\"output_tokens\":6}}\n\ndata: [DONE]\n\n");
        // Then
        assertThat(usage).isEqualTo(new Usage(5, 6, true));
    }

    @Test
    void whatTheAgentOnlyTalksOfDoesNotCount() {
        // When
        Usage usage =
                of(
                        "{\"text\":\"\\\"usage\\\":{\\\"completion_tokens\\\":9}\",\"more\":\"12345678\"}");
        // Then
        assertThat(usage.told()).isFalse();
        assertThat(usage.input()).isEqualTo(100);
    }

    @Test
    void isEstimatedWhereAnAnswerSaysNothing() {
        // When
        Usage usage = of("12345678");
        // Then
        assertThat(usage).isEqualTo(new Usage(100, 2, false));
    }
}
