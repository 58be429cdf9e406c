package io.pagurus.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.history.ViewPicture.ViewTurn;
import io.pagurus.session.history.ChunkCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.JedisPooled;

/**
 * Confined to one thread, which it blocks. Reads the sessions' pictures from Redis as any client
 * would, without session-service.
 */
public final class ViewReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JedisPooled redis;
    private final ChunkCodec codec = new ChunkCodec();

    /**
     * @param redis such as {@code redis://127.0.0.1:7379}
     */
    public ViewReader(URI redis) {
        this.redis = new JedisPooled(redis);
    }

    /** The pictures of those sessions that have one. */
    public List<ViewPicture> read(Collection<String> sessions) {
        List<ViewPicture> pictures = new ArrayList<>();
        for (String session : sessions) {
            read(session).ifPresent(pictures::add);
        }
        return pictures;
    }

    /** A session's picture; empty when it has none. */
    public Optional<ViewPicture> read(String session) {
        Map<String, String> header = redis.hgetAll("claw:session:" + session);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ViewPicture(
                        session,
                        Long.parseLong(header.getOrDefault("epoch", "0")),
                        header.getOrDefault("owner", ""),
                        Long.parseLong(header.getOrDefault("seq", "0")),
                        Long.parseLong(header.getOrDefault("offset", "-1")),
                        turns(session, chunks(header))));
    }

    /** The second number of turns/chunks/messages. */
    private static int chunks(Map<String, String> header) {
        return Integer.parseInt(header.getOrDefault("sealed", "0/0/0").split("/", -1)[1]);
    }

    /** Sealed chunks come first, then the open turns as JSON. */
    private List<ViewTurn> turns(String session, int chunks) {
        byte[] history = ("{claw:session:" + session + "}:history").getBytes(UTF_8);
        List<byte[]> elements = redis.lrange(history, 0, -1);
        List<ViewTurn> turns = new ArrayList<>();
        for (byte[] chunk : elements.subList(0, Math.min(chunks, elements.size()))) {
            codec.open(chunk).stream()
                    .map(turn -> new ViewTurn(turn.seq(), turn.turnId(), turn.messages()))
                    .forEach(turns::add);
        }
        elements.stream().skip(chunks).map(ViewReader::turn).forEach(turns::add);
        return turns;
    }

    private static ViewTurn turn(byte[] json) {
        try {
            JsonNode turn = JSON.readTree(json);
            List<JsonNode> messages = new ArrayList<>();
            turn.path("messages").forEach(messages::add);
            return new ViewTurn(turn.path("seq").asLong(), turn.path("turnId").asText(), messages);
        } catch (IOException e) {
            throw new UncheckedIOException("a turn in Redis is no JSON", e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
