package io.pagurus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.protocol.check.Fixture;
import io.pagurus.protocol.explore.Exploration;
import io.pagurus.protocol.invariant.Violation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A checker that has never been seen to fail proves nothing. */
class WrongProtocolsTest {

    static List<Fixture> protocols() {
        return Fixture.ALL;
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void wrongProtocolIsCaught(Fixture wrong) {
        // When
        Exploration exploration = wrong.part().explore();

        // Then
        assertThat(exploration.violation())
                .isNotNull()
                .extracting(Violation::invariant)
                .isEqualTo(wrong.broken());
        assertThat(exploration.path()).isNotEmpty();
    }
}
