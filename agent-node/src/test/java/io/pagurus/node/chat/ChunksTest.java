package io.pagurus.node.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {

    @Test
    void aChunkIsAWordAndTheSpaceBeforeIt() {
        assertThat(Chunks.of("turn 1; \n I  remember"))
                .containsExactly("turn", " 1;", " \n I", "  remember");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", " a", "a ", "a\n\n", "  a  b  ", "字 字\u3000字", "😀 😀"})
    void theChunksAreTheWholeAnswer(String answer) {
        assertThat(String.join("", Chunks.of(answer))).isEqualTo(answer);
    }

    @Test
    void wordsAreCountedAsChunksAre() {
        assertThat(Chunks.words("a b c ")).isEqualTo(3);
        assertThat(Chunks.words("  ")).isZero();
    }
}
