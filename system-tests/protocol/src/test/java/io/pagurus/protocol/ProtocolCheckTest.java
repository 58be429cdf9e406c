package io.pagurus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.protocol.check.Part;
import io.pagurus.protocol.check.Plan;
import io.pagurus.protocol.explore.Exploration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The production fold in every interleaving of the small models. */
class ProtocolCheckTest {

    static List<Part> models() {
        return Plan.small();
    }

    @ParameterizedTest
    @MethodSource("models")
    void noInterleavingBreaksAnInvariant(Part model) {
        // When
        Exploration exploration = model.explore();

        // Then
        System.out.printf("%s: %,d states%n", model.name(), exploration.states());
        assertThat(exploration.violation())
                .as("after %s", String.join("%n".formatted(), exploration.path()))
                .isNull();
        assertThat(exploration.finished()).isTrue();
    }
}
