package io.pagurus.session.wiring;

import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.UnreadableChunkException;
import io.vertx.redis.client.Redis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Confined to a test; blocks. A word of a conversation, and where it has come to rest in clear. */
public final class Canary {

    public static final String WORD = "canary7f3a91";

    private Canary() {}

    /** The topics that have it, and {@code redis} if that has. */
    public static List<String> foundIn(String bootstrapServers, String topicPrefix, Redis redis) {
        List<String> found = new ArrayList<>();
        for (String topic : topics(bootstrapServers, topicPrefix)) {
            if (TopicContent.of(bootstrapServers, topic, 0).stream().anyMatch(Canary::isIn)) {
                found.add(topic);
            }
        }
        if (RedisContent.of(redis).stream().anyMatch(Canary::isIn)) {
            found.add("redis");
        }
        return found;
    }

    private static List<String> topics(String bootstrapServers, String prefix) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isIn(ConsumerRecord<String, byte @Nullable []> read) {
        StringBuilder all = new StringBuilder(text(read.value())).append(read.key());
        read.headers().forEach(h -> all.append(h.key()).append(text(h.value())));
        return all.indexOf(WORD) >= 0;
    }

    static boolean isIn(byte[] bytes) {
        return text(bytes).contains(WORD);
    }

    /** Bytes as text; what is a chunk of turns, as the turns. */
    private static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "";
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            return text + new ChunkCodec().open(bytes);
        } catch (UnreadableChunkException _) {
            return text;
        }
    }
}
