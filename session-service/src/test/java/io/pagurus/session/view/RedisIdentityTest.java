package io.pagurus.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.view.RedisIdentity.Change;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What two looks at Redis say about what happened between them. */
class RedisIdentityTest {

    private static final RedisIdentity KNOWN = look("run-1", "repl-1", "m-1", "40");

    @Test
    void theSameRedisWithMoreStepsIsFine() {
        assertThat(look("run-1", "repl-1", "m-1", "41").since(KNOWN, 41)).isEqualTo(Change.NONE);
        assertThat(look("run-1", "repl-1", "m-1", "42").since(KNOWN, 41)).isEqualTo(Change.NONE);
    }

    @Test
    void theFirstLookTrustsNothing() {
        assertThat(KNOWN.since(null, 0)).isEqualTo(Change.SUSPICIOUS);
    }

    @Test
    void aRestartedAPromotedOrAnotherRedisIsSuspected() {
        assertThat(look("run-2", "repl-1", "m-1", "40").since(KNOWN, 40))
                .isEqualTo(Change.SUSPICIOUS);
        assertThat(look("run-1", "repl-2", "m-1", "40").since(KNOWN, 40))
                .isEqualTo(Change.SUSPICIOUS);
        assertThat(look("run-1", "repl-1", "m-2", "40").since(KNOWN, 40))
                .isEqualTo(Change.SUSPICIOUS);
    }

    @Test
    void aRedisWithoutTheLastStepsIsSuspected() {
        assertThat(look("run-1", "repl-1", "m-1", "39").since(KNOWN, 40))
                .isEqualTo(Change.SUSPICIOUS);
        assertThat(look("run-1", "repl-1", "m-1", null).since(KNOWN, 40))
                .isEqualTo(Change.SUSPICIOUS);
    }

    @Test
    void aRedisWithoutTheMarkerWasEmptied() {
        assertThat(look("run-1", "repl-1", null, null).since(KNOWN, 40)).isEqualTo(Change.EMPTIED);
    }

    private static RedisIdentity look(
            String run, String replication, @Nullable String marker, @Nullable String written) {
        return RedisIdentity.of(
                "# Server\r\nredis_version:7.0.15\r\nrun_id:"
                        + run
                        + "\r\ntcp_port:1\r\n# Replication\r\nrole:master\r\nmaster_replid:"
                        + replication
                        + "\r\nmaster_replid2:0\r\n",
                Arrays.asList(marker, marker),
                written);
    }

    @Test
    void aClusterWithoutSomeOfItsMarkersIsSuspected() {
        RedisIdentity part = RedisIdentity.of("", Arrays.asList("m-1", null), "40");
        assertThat(part.since(part, 40)).isEqualTo(Change.NONE);
        assertThat(part.since(RedisIdentity.of("", List.of("m-1", "m-1"), "40"), 40))
                .isEqualTo(Change.SUSPICIOUS);
    }
}
