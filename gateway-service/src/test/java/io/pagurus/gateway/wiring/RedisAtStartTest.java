package io.pagurus.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That settings of Redis that cannot work end the start, and what it says. */
@QuarkusMainTest
@TestProfile(RedisAtStartTest.Wrong.class)
class RedisAtStartTest {

    @Test
    @Launch(
            value = {},
            exitCode = 1)
    void theStartEndsWithAllProblemsAtOnce(LaunchResult ended) {
        assertThat(ended.getOutput() + ended.getErrorOutput())
                .contains("Redis cannot be used as it is configured:")
                .contains("  quarkus.redis.master-name: expected the name")
                .contains("  pagurus.redis.username: expected 1 to 128 of")
                .contains("  pagurus.redis.password-file: expected no quarkus.redis.password")
                .contains("  pagurus.redis.password-file: expected a file")
                .doesNotContain("hidden", "The edge listens");
    }

    /** Immutable. */
    public static final class Wrong implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.redis.client-type",
                    "sentinel",
                    "pagurus.redis.username",
                    "of two words",
                    "pagurus.redis.password-file",
                    "/not/there",
                    "quarkus.redis.password",
                    "hidden",
                    Ending.WANTED,
                    "true");
        }
    }

    /** Called once all has started, if it has: a gateway that runs would keep the test waiting. */
    @Singleton
    @IfBuildProperty(name = Ending.WANTED, stringValue = "true")
    static class Ending {

        static final String WANTED = "test.ends-once-started";

        void end(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
            Quarkus.asyncExit();
        }
    }
}
