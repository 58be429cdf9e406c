package io.pagurus.node.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the connection's event loop. Takes a body up to a limit. Of a larger one the rest is
 * thrown away up to a second limit, so that a client which sends first and reads then gets its
 * answer.
 */
final class BodyIntake {

    private static final int THROWN_AWAY_TIMES = 16;

    private final HttpServerRequest request;
    private final long limit;
    private final Buffer body = Buffer.buffer();
    private long size;

    private BodyIntake(HttpServerRequest request, long limit) {
        this.request = request;
        this.limit = limit;
    }

    /**
     * Takes the body of a request.
     *
     * @param done gets the body, or null when it was too large
     */
    static void take(HttpServerRequest request, long limit, Consumer<@Nullable Buffer> done) {
        BodyIntake intake = new BodyIntake(request, limit);
        request.handler(intake::add);
        request.endHandler(_ -> done.accept(intake.size > limit ? null : intake.body));
    }

    private void add(Buffer part) {
        size += part.length();
        if (size <= limit) {
            body.appendBuffer(part);
        } else if (size > limit * THROWN_AWAY_TIMES) {
            var _ = request.connection().close();
        }
    }
}
