package io.pagurus.gateway.classes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where a request's body names its model. All other bytes stay as they are.
 *
 * @param name null when it names none
 * @param from where the name begins, or would be put in
 * @param to the byte after it
 */
record ModelField(@Nullable String name, int from, int to) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String FIELD = "model";

    /** Finds it; empty when the body is no JSON object, or its model no text. */
    static Optional<ModelField> find(Buffer body) {
        try (JsonParser parser = JSON.createParser(body.getBytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            int begin = offsetBehind(parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean model = FIELD.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (model) {
                    return value == JsonToken.VALUE_STRING
                            ? Optional.of(text(parser))
                            : Optional.empty();
                }
                parser.skipChildren();
            }
            return parser.currentToken() == JsonToken.END_OBJECT
                    ? Optional.of(new ModelField(null, begin, begin))
                    : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static ModelField text(JsonParser parser) throws IOException {
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        // Only once it is read to its end does the parser know where that is.
        String name = parser.getText();
        return new ModelField(name, from, offsetBehind(parser));
    }

    private static int offsetBehind(JsonParser parser) {
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    /** The body with another model in it. */
    Buffer with(String model, Buffer body) {
        String put = Json.encode(model);
        String separator = isEmptyObject(body) ? "" : ",";
        Buffer next = Buffer.buffer(body.length() + put.length() + FIELD.length() + 4);
        next.appendBuffer(body, 0, from);
        next.appendString(name != null ? put : "\"" + FIELD + "\":" + put + separator);
        return next.appendBuffer(body, to, body.length() - to);
    }

    private boolean isEmptyObject(Buffer body) {
        int at = to;
        while (at < body.length() && Character.isWhitespace(body.getByte(at))) {
            at++;
        }
        return at < body.length() && body.getByte(at) == '}';
    }
}
