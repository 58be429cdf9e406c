package io.pagurus.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.LocalRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LocalRedisTest {

    @Test
    void syncedValueIsThereAfterRedisWasKilledAndStartedAgain() throws Exception {
        // Given
        try (LocalRedis redis = LocalRedis.start()) {
            assertThat(call(redis, "SET shell crab")).isEqualTo("+OK");
            assertThat(call(redis, "CONFIG SET appendfsync always")).isEqualTo("+OK");
            assertThat(call(redis, "SET shell snail")).isEqualTo("+OK");

            // When
            redis.kill();
            redis.restart();

            // Then
            assertThat(call(redis, "STRLEN shell")).isEqualTo(":5");
        }
    }

    private static String call(LocalRedis redis, String command) throws IOException {
        try (Socket socket = new Socket(redis.host(), redis.port());
                BufferedReader answer =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return answer.readLine();
        }
    }
}
