package io.pagurus.session.routing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * Event-loop confined. The body of a request that waits for another instance, kept for a second
 * attempt until the request is answered. One that is too large, finds no room among the others or
 * does not come in time is answered here.
 */
final class KeptBody {

    private final Vertx vertx;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final KeptBytes room;
    private final long most;
    private final Buffer bytes = Buffer.buffer();

    /** What has to be given back. */
    private int held;

    KeptBody(Vertx vertx, RoutingContext context, KeptBytes room, long most) {
        this.vertx = vertx;
        this.context = context;
        this.request = context.request();
        this.room = room;
        this.most = most;
    }

    /**
     * Begins to read it.
     *
     * @param whole called once it is there, unless the request was answered before
     */
    void read(long endNanos, Runnable whole) {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
        long timer = vertx.setTimer(Math.max(1, leftMillis), _ -> tooSlow());
        context.addEndHandler(_ -> {
            vertx.cancelTimer(timer);
            room.giveBack(held);
            held = 0;
        });
        request.handler(this::keep);
        request.exceptionHandler(_ -> {});
        request.endHandler(_ -> {
            vertx.cancelTimer(timer);
            if (!isAnswered()) {
                whole.run();
            }
        });
        request.resume();
    }

    /** All that was read. */
    Buffer whole() {
        return bytes;
    }

    private void keep(Buffer part) {
        if (isAnswered()) {
            return;
        }
        if (bytes.length() + part.length() > most) {
            refuse(Refusal.TOO_LARGE, "the body has more than " + most + " bytes");
        } else if (!room.take(part.length())) {
            refuse(Refusal.UNAVAILABLE, "too many bytes wait for other instances");
        } else {
            held += part.length();
            bytes.appendBuffer(part);
        }
    }

    private boolean isAnswered() {
        return context.response().ended() || context.response().closed();
    }

    /** What still comes is read and dropped, so that the caller gets to read its answer. */
    private void refuse(Refusal refusal, String why) {
        request.handler(null);
        var _ = refusal.answer(context.response(), why);
    }

    private void tooSlow() {
        request.handler(null);
        var _ =
                Refusal.TOO_SLOW
                        .answer(context.response(), "the body did not come in time")
                        .onComplete(_ -> hangUp());
    }

    /** Over HTTP/2 there are others on the connection. */
    private void hangUp() {
        if (request.version() != HttpVersion.HTTP_2) {
            var _ = request.connection().close();
        }
    }
}
