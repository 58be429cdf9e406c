package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.fold.Entries;
import io.pagurus.session.snapshot.Bodies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a session's bodies are over more than one of its lives. */
class BodiesChangeTest {

    private final GrowingRow session = new GrowingRow();

    @Test
    void aSessionThatIsOpenedAnewStillKnowsHowManyChunksItsLifeBeforeHad() {
        // Given
        var _ = session.on(Entries.opening(1, "hk-1"), 100);
        session.bodies = new Bodies(List.of(101L), 2, 3, 70, Map.of(), null);
        var _ = session.on(Entries.expire(1, 100), 102);
        Bodies expired = session.bodies;
        // When
        var _ = session.on(Entries.grant(2, "hk-1"), 103);
        // Then
        assertThat(expired).isEqualTo(new Bodies(List.of(), 0, 3, Bodies.NO_CHUNK, Map.of(), null));
        assertThat(session.bodies.chunks()).isZero();
        assertThat(session.bodies.open()).isEmpty();
        assertThat(session.bodies.earlier()).isEqualTo(new Bodies.Earlier(3, 103));
    }
}
