package io.pagurus.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.gateway.limits.WaitingRooms.Seat;
import io.pagurus.gateway.limits.WaitingRooms.Wanted;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitingRoomsTest {

    private static final Wanted ANY = new Wanted("jobs", List.of(Set.of()));
    private static final Wanted GPU = new Wanted("jobs", List.of(Set.of("gpu")));

    private final WaitingRooms rooms = new WaitingRooms();

    @Test
    void whoCameFirstIsFirst() {
        // Given
        Seat first = rooms.enter(ANY);
        Seat second = rooms.enter(ANY);
        // Then
        assertThat(first.isAmongFirst(1)).isTrue();
        assertThat(second.isAmongFirst(1)).isFalse();
        assertThat(second.before()).isEqualTo(1);
        // When
        first.leave();
        // Then
        assertThat(second.isAmongFirst(1)).isTrue();
        assertThat(second.before()).isZero();
    }

    @Test
    void whoWaitsForOtherNodesIsInNobodysWay() {
        // Given
        Seat other = rooms.enter(GPU);
        // Then
        assertThat(rooms.isEmpty(ANY)).isTrue();
        assertThat(rooms.enter(ANY).isAmongFirst(1)).isTrue();
        // When
        other.leave();
        // Then
        assertThat(rooms.isEmpty(GPU)).isTrue();
        assertThat(rooms.isEmpty()).isFalse();
    }
}
