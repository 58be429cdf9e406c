package io.pagurus.node.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * Immutable. A refusal as RFC 9457 has it.
 *
 * @param body its JSON
 */
record Problem(int status, String body) {

    static final String CONTENT_TYPE = "application/problem+json";

    /**
     * A problem's body, to which more may be added.
     *
     * @param type the last part of {@code urn:pagurus:problem:…}
     * @param retryable whether the same request with the same key may be sent again
     */
    static ObjectNode of(int status, String type, String title, String detail, boolean retryable) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "urn:pagurus:problem:" + type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("retryable", retryable);
    }

    static Problem from(ObjectNode body) {
        return new Problem(body.path("status").asInt(), body.toString());
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
