package io.pagurus.gateway.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Thread-safe, pure. Finds the names that a request carries in its headers and its body. */
final class RequestNames {

    private static final JsonFactory JSON = new JsonFactory();

    /** 128 bits: two do not meet by chance, and none is found on purpose in useful time. */
    private static final int HASH_BYTES = 16;

    private RequestNames() {}

    static Optional<String> find(NameSource source, MultiMap headers, Buffer body) {
        return switch (source) {
            case NameSource.Header(String name) ->
                    Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
            case NameSource.Pointer(JsonPointer at) -> at(at, body);
            case NameSource.BodyHash() -> Optional.of(hash(body));
        };
    }

    /** Reads no further than to the value, and builds no tree of a body that may be large. */
    private static Optional<String> at(JsonPointer pointer, Buffer body) {
        try (JsonParser all = JSON.createParser(body.getBytes());
                JsonParser found =
                        new FilteringParserDelegate(
                                all,
                                new JsonPointerBasedFilter(pointer),
                                TokenFilter.Inclusion.ONLY_INCLUDE_ALL,
                                false)) {
            JsonToken token = found.nextToken();
            return token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL
                    ? Optional.of(found.getText()).filter(value -> !value.isBlank())
                    : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    static String hash(Buffer bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
