package io.pagurus.session.view;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Immutable. A Lua script of the view, called by its digest; Redis forgets scripts when it is
 * restarted, and then gets them again.
 */
enum Script {
    STEP("step"),
    SEAL("seal"),
    DROP("drop"),
    REBUILD("rebuild"),
    READ("read");

    private final String source;
    private final String digest;

    Script(String name) {
        this.source = load("/lua/" + name + ".lua");
        this.digest = sha1(source);
    }

    Request load() {
        return Request.cmd(Command.SCRIPT).arg("LOAD").arg(source);
    }

    Request call(List<String> keys, Arguments arguments) {
        Request call = Request.cmd(Command.EVALSHA).arg(digest).arg(keys.size());
        keys.forEach(call::arg);
        arguments.addTo(call);
        return call;
    }

    /** Makes all scripts known to Redis. */
    static RedisReply loadAll(RedisLink redis) {
        return redis.send(Stream.of(values()).map(Script::load).toList());
    }

    /** Sends calls of scripts that read, and once more when Redis does not know them (any more). */
    static RedisReply read(RedisLink redis, List<Request> calls) {
        return call(redis, () -> redis.send(calls));
    }

    /** The same for scripts that change something. */
    static RedisReply write(RedisLink redis, List<Request> calls) {
        return call(redis, () -> redis.write(calls));
    }

    private static RedisReply call(RedisLink redis, Supplier<RedisReply> calls) {
        RedisReply reply = calls.get();
        if (reply instanceof RedisReply.Refused(String why) && why.startsWith("NOSCRIPT")) {
            return loadAll(redis) instanceof RedisReply.Answered ? calls.get() : reply;
        }
        return reply;
    }

    private static String load(String resource) {
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
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
