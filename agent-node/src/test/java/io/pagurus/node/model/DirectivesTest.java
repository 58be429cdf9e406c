package io.pagurus.node.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {

    @Test
    void directivesAreFoundAnywhereInTheText() {
        assertThat(Directives.in("say [[words=40]] and [[delay=50ms]] do [[tools=3 effect=once]]"))
                .isEqualTo(new Directives(40, Duration.ofMillis(50), false, 3, true));
        assertThat(Directives.in("[[fail]][[delay=2s]]"))
                .isEqualTo(new Directives(0, Duration.ofSeconds(2), true, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[[", "[[words=]]", "[[words=-1]]", "[fail]", "[[Fail]]", "[[x]]"})
    void whatIsNoDirectiveIsText(String text) {
        assertThat(Directives.in(text)).isEqualTo(Directives.NONE);
    }

    @Test
    void numbersAreBounded() {
        assertThat(Directives.in("[[words=999999 delay=999999s tools=999999]]"))
                .isEqualTo(
                        new Directives(
                                Directives.MAX_WORDS,
                                Directives.MAX_DELAY,
                                false,
                                Directives.MAX_TOOLS,
                                false));
    }

    @Test
    void aToolsResultDependsOnTurnAndStepAlone() {
        // Given
        ToolStep clock = new ToolStep("step-1", "clock", true);
        ToolStep mail = new ToolStep("step-1", "mail", false);

        // Then
        assertThat(clock.result("t1")).isEqualTo(mail.result("t1"));
        assertThat(clock.result("t1")).isNotEqualTo(clock.result("t2"));
    }
}
