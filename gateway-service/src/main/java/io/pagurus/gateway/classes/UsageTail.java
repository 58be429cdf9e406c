package io.pagurus.gateway.classes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Event-loop confined. Reads what an answer says of its tokens, from its end: whole answers and
 * streams both have {@code "usage"} there. Of what an answer does not say, four bytes of text count
 * as a token.
 */
final class UsageTail {

    /** What the end of an answer may hold beside its usage. */
    private static final int KEPT = 16 << 10;

    private static final int BYTES_PER_TOKEN = 4;
    private static final String USAGE = "\"usage\"";
    private static final ObjectReader JSON = new ObjectMapper().reader();

    private Buffer tail = Buffer.buffer();
    private long length;

    void see(Buffer chunk) {
        length += chunk.length();
        if (chunk.length() >= KEPT) {
            tail = chunk.getBuffer(chunk.length() - KEPT, chunk.length());
        } else {
            tail.appendBuffer(chunk);
            if (tail.length() > 2 * KEPT) {
                tail = tail.getBuffer(tail.length() - KEPT, tail.length());
            }
        }
    }

    /**
     * The tokens.
     *
     * @param requestBytes by which the input is estimated
     */
    Usage usage(long requestBytes) {
        String text = tail.toString(StandardCharsets.UTF_8);
        int at = text.lastIndexOf(USAGE);
        while (at >= 0) {
            JsonNode usage = object(text, at + USAGE.length());
            OptionalLong output = number(usage, "completion_tokens", "output_tokens");
            if (output.isPresent()) {
                // A stream may have told its input at its beginning.
                OptionalLong input = number(usage, "prompt_tokens", "input_tokens");
                return new Usage(
                        input.orElse(requestBytes / BYTES_PER_TOKEN),
                        output.getAsLong(),
                        input.isPresent());
            }
            at = at == 0 ? -1 : text.lastIndexOf(USAGE, at - 1);
        }
        return new Usage(requestBytes / BYTES_PER_TOKEN, length / BYTES_PER_TOKEN, false);
    }

    private static JsonNode object(String text, int from) {
        int begin = text.indexOf('{', from);
        if (begin < 0 || !text.substring(from, begin).strip().equals(":")) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(text.substring(begin));
        } catch (JsonProcessingException notWhole) {
            return JSON.createObjectNode();
        }
    }

    private static OptionalLong number(JsonNode usage, String... names) {
        for (String name : names) {
            JsonNode value = usage.path(name);
            if (value.canConvertToLong() && value.isNumber() && value.longValue() >= 0) {
                return OptionalLong.of(value.longValue());
            }
        }
        return OptionalLong.empty();
    }
}
