package io.pagurus.session.wiring;

import io.pagurus.local.redis.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Thread-safe; blocks. What an operator might do to Redis. */
final class RedisCommands {

    private RedisCommands() {}

    static void flushAll(LocalRedis redis) {
        try (Socket socket = new Socket(redis.host(), redis.port())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            if (!"+OK\r\n".equals(new String(answer, StandardCharsets.US_ASCII))) {
                throw new IllegalStateException("FLUSHALL was refused");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
