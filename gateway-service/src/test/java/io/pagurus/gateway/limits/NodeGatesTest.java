package io.pagurus.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeGatesTest {

    private static final Rank ANY = new Rank("others", 1, 100);

    private final NodeGates gates = new NodeGates();

    @Test
    void whoIsAtANodeThatIsForgottenTakesNoPlaceOfItsNextLife() {
        // Given
        NodeGate before = gates.of("hk-1");
        before.enter(ANY, () -> {});
        // When
        gates.forget("hk-1");
        // Then
        assertThat(gates.taken("hk-1")).isZero();
        gates.of("hk-1").enter(ANY, () -> {});
        before.leave(ANY);
        assertThat(gates.taken("hk-1")).isEqualTo(1);
        assertThat(before.taken()).isZero();
    }
}
