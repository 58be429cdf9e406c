package io.pagurus.session.view;

import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. The arguments of a script's call: text, numbers, and chunks' bytes. */
final class Arguments {

    private final List<Object> values = new ArrayList<>();

    /** Null is given as the empty text, which the scripts take for none. */
    Arguments text(@Nullable String value) {
        values.add(value == null ? "" : value);
        return this;
    }

    Arguments number(long value) {
        values.add(Long.toString(value));
        return this;
    }

    Arguments bytes(byte[] value) {
        values.add(value);
        return this;
    }

    Arguments pairs(Map<String, String> pairs) {
        pairs.forEach((name, value) -> text(name).text(value));
        return this;
    }

    void addTo(Request call) {
        for (Object value : values) {
            if (value instanceof byte[] bytes) {
                call.arg(bytes);
            } else {
                call.arg(value.toString());
            }
        }
    }
}
