package io.pagurus.node.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionsTest {

    private final Sessions<Object> sessions = new Sessions<>(2, _ -> new Object());

    @Test
    void theLeastRecentlyUsedIdleSessionIsForgotten() {
        // Given
        Object first = use("first");
        Object second = use("second");
        use("first");

        // When
        use("third");

        // Then
        assertThat(use("first")).isSameAs(first);
        assertThat(sessions.size()).isEqualTo(2);
        assertThat(use("second")).isNotSameAs(second);
    }

    @Test
    void aSessionInUseIsNeverForgotten() {
        // Given
        Object held = sessions.hold("held");

        // When
        use("second");
        use("third");
        use("fourth");

        // Then
        assertThat(sessions.hold("held")).isSameAs(held);
    }

    private Object use(String id) {
        Object session = sessions.hold(id);
        sessions.release(id);
        return session;
    }
}
