package io.pagurus.session.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/**
 * Pure. A message as text that deflates well: the usual one, a role and a text, as a tag and the
 * bare text, as escapes and field names only cost; any other as its JSON.
 */
final class MessageText {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** For text that is no proper UTF-16, which UTF-8 cannot carry. */
    private static final ObjectMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** The tag of a role is its place here, from 1; the order is part of the format. */
    private static final List<String> ROLES = List.of("user", "assistant", "system", "tool");

    private static final int AS_JSON = 9;

    private MessageText() {}

    static void write(JsonNode message, ByteSink out) {
        int role = usualRole(message);
        if (role > 0) {
            out.put(role);
            out.text(message.path("content").textValue());
            return;
        }
        out.put(AS_JSON);
        String json = message.toString();
        out.text(isProper(json) ? json : ascii(message));
    }

    /** The tag of a message of just a role and a text, in this order; else 0. */
    private static int usualRole(JsonNode message) {
        if (!message.isObject() || message.size() != 2) {
            return 0;
        }
        Iterator<String> names = message.fieldNames();
        if (!names.next().equals("role") || !names.next().equals("content")) {
            return 0;
        }
        String content = message.path("content").textValue();
        return content == null || content.indexOf(0) >= 0 || !isProper(content)
                ? 0
                : ROLES.indexOf(String.valueOf(message.path("role").textValue())) + 1;
    }

    private static boolean isProper(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String ascii(JsonNode message) {
        try {
            return ASCII.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a message that has no JSON", e);
        }
    }

    static JsonNode read(ByteSource in) {
        int tag = in.one();
        String text = in.text();
        if (tag == AS_JSON) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new UnreadableChunkException("a message that is no JSON", e);
            }
        }
        if (tag < 1 || tag > ROLES.size()) {
            throw new UnreadableChunkException("unknown kind of message " + tag);
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        return message.put("role", ROLES.get(tag - 1)).put("content", text);
    }
}
