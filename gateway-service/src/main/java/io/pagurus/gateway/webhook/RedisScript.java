package io.pagurus.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A script of one key, called by its digest; sent whole to a Redis that does not know it
 * (any more), which in a Cluster is the node that has the key.
 */
enum RedisScript {
    CLAIM("webhook-claim"),
    SETTLE("webhook-settle"),
    RELEASE("webhook-release");

    private final String source;
    private final String digest;

    RedisScript(String name) {
        this.source = load("/lua/" + name + ".lua");
        this.digest = sha1(source);
    }

    /**
     * Calls it.
     *
     * @param arguments adds them to the command
     */
    Future<@Nullable Response> call(Redis redis, String key, Consumer<Request> arguments) {
        return redis.send(command(Command.EVALSHA, digest, key, arguments))
                .recover(failed ->
                        unknown(failed)
                                ? redis.send(command(Command.EVAL, source, key, arguments))
                                : Future.failedFuture(failed));
    }

    private static Request command(
            Command command, String script, String key, Consumer<Request> arguments) {
        Request request = Request.cmd(command).arg(script).arg(1).arg(key);
        arguments.accept(request);
        return request;
    }

    private static boolean unknown(Throwable failed) {
        return Optional.ofNullable(failed.getMessage())
                .filter(said -> said.contains("NOSCRIPT"))
                .isPresent();
    }

    private static String load(String resource) {
        try (InputStream in = RedisScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
