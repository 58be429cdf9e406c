package io.pagurus.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.view.RedisIdentity.Change;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the probe notices of a real Redis. */
class ViewProbeTest {

    private RealView view;
    private ViewProbe probe;

    @BeforeEach
    void start() {
        view = new RealView();
        probe = new ViewProbe(view.link, new ViewKeys("claw:"), "writer-1");
    }

    @AfterEach
    void stop() {
        view.close();
    }

    @Test
    void aRedisThatGoesOnIsFine() {
        // Given
        assertThat(probe.look()).isEqualTo(Change.EMPTIED);
        assertThat(probe.look()).isEqualTo(Change.NONE);
        // When
        write(7);
        // Then
        assertThat(probe.look()).isEqualTo(Change.NONE);
    }

    @Test
    void whatWasEmptiedIsToldOnce() {
        // Given
        probe.look();
        write(7);
        // When
        view.answers(Request.cmd(Command.FLUSHALL));
        // Then
        assertThat(probe.look()).isEqualTo(Change.EMPTIED);
        assertThat(probe.look()).isEqualTo(Change.NONE);
    }

    @Test
    void lostStepsAreToldOnce() {
        // Given
        probe.look();
        write(7);
        assertThat(probe.look()).isEqualTo(Change.NONE);
        // When
        view.answers(Request.cmd(Command.SET).arg("claw:view:written:writer-1").arg(5));
        // Then
        assertThat(probe.look()).isEqualTo(Change.SUSPICIOUS);
        assertThat(probe.look()).isEqualTo(Change.NONE);
        write(2);
        assertThat(probe.look()).isEqualTo(Change.NONE);
    }

    @Test
    void aSecondInstanceComparesOnceAndDisturbsNobody() {
        // Given
        probe.look();
        ViewProbe other = new ViewProbe(view.link, new ViewKeys("claw:"), "writer-2");
        // When
        Change first = other.look();
        // Then
        assertThat(first).isEqualTo(Change.SUSPICIOUS);
        assertThat(other.look()).isEqualTo(Change.NONE);
        assertThat(probe.look()).isEqualTo(Change.NONE);
    }

    private void write(int steps) {
        assertThat(view.link.send(List.of(probe.count(steps))))
                .isInstanceOf(RedisReply.Answered.class);
        probe.answered();
    }
}
