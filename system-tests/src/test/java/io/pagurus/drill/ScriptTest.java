package io.pagurus.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static List<Script> scripts(long seed) {
        return IntStream.range(0, 60).mapToObj(i -> Script.of("run", seed, i)).toList();
    }

    @Test
    void sameSeedSaysTheSame() {
        assertThat(scripts(7).stream().map(script -> script.line(3)))
                .isEqualTo(scripts(7).stream().map(script -> script.line(3)).toList())
                .isNotEqualTo(scripts(8).stream().map(script -> script.line(3)).toList());
    }

    @Test
    void halfOfThemStreamAndAFifthCallTools() {
        assertThat(scripts(1)).filteredOn(Script::streaming).hasSize(30);
        assertThat(scripts(1)).filteredOn(script -> script.line(2).tools() > 0).hasSize(12);
    }
}
