package io.pagurus.session.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.SealedChunk;
import io.pagurus.session.history.SealedHistory;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the view writer's thread. Behind the steps, it seals the open turns of sessions that
 * have enough of them. The turns come from Redis: nobody else keeps them, and a chunk can then only
 * replace what it was made of. A session that is not reached now is reached with its next turn.
 */
final class ChunkSealing {

    /** Sessions sealed between two batches of steps: each takes some 200 µs of this thread. */
    private static final int AT_ONCE = 32;

    private static final int MOST_WAITING = 100_000;
    private static final int CHUNKS = 6;

    private final RedisLink redis;
    private final ViewRedis commands;
    private final ChunkCodec codec;
    private final Set<String> full = new LinkedHashSet<>();

    ChunkSealing(RedisLink redis, ViewRedis commands, ChunkCodec codec) {
        this.redis = redis;
        this.commands = commands;
        this.codec = codec;
    }

    /** The open turns of a session make a chunk. */
    void add(String sessionId) {
        if (full.size() < MOST_WAITING) {
            full.add(sessionId);
        }
    }

    /** Whether sessions wait. */
    boolean waiting() {
        return !full.isEmpty();
    }

    /** Seals some of those that wait. */
    void some() {
        List<String> sessions = full.stream().limit(AT_ONCE).toList();
        sessions.forEach(full::remove);
        if (sessions.isEmpty()
                || !(Script.read(redis, sessions.stream().map(commands::readOpen).toList())
                        instanceof RedisReply.Answered(var views))) {
            return;
        }
        List<String> sealed = new ArrayList<>();
        List<Request> seals = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            Request seal = seal(sessions.get(i), views.get(i));
            if (seal != null) {
                sealed.add(sessions.get(i));
                seals.add(seal);
            }
        }
        if (!seals.isEmpty()
                && Script.write(redis, seals) instanceof RedisReply.Answered(var answers)) {
            for (int i = 0; i < sealed.size(); i++) {
                if ("full".equals(String.valueOf(answers.get(i)))) {
                    add(sealed.get(i));
                }
            }
        }
    }

    private @Nullable Request seal(String sessionId, @Nullable Response view) {
        if (view == null) {
            return null;
        }
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            List<byte[]> raw = new ArrayList<>();
            List<Turn> open = new ArrayList<>();
            for (Response turn : view.get(4)) {
                raw.add(turn.toBytes());
                open.add(ViewJson.read(turn.toString(), Turn.class));
            }
            int count = SealedHistory.sealable(open);
            if (count == 0) {
                return null;
            }
            List<Turn> turns = open.subList(0, count);
            raw.subList(0, count).forEach(sha1::update);
            return commands.seal(
                    sessionId,
                    view.get(CHUNKS).toLong() + 1,
                    SealedChunk.of(codec.seal(turns)),
                    turns.stream().mapToInt(turn -> turn.messages().size()).sum(),
                    HexFormat.of().formatHex(sha1.digest()));
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            // The reader finds it broken too, and has it rebuilt.
            return null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
