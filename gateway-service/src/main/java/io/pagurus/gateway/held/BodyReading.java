package io.pagurus.gateway.held;

import io.pagurus.gateway.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Event-loop confined. Reads one request's body whole, within bounds. */
public final class BodyReading {

    /** Event-loop confined. Hears of exactly one of these. */
    public interface Reader {

        /**
         * It has come.
         *
         * @param giveBack to be called once, when the body is not needed any more
         */
        void whole(Buffer body, Runnable giveBack);

        void refused(Problem problem);

        void gone();
    }

    private final HttpServerRequest client;
    private final long most;
    private final HeldBodies held;
    private Buffer read = Buffer.buffer();
    private boolean growing;
    private boolean over;

    public BodyReading(HttpServerRequest client, long most, HeldBodies held) {
        this.client = client;
        this.most = most;
        this.held = held;
    }

    public void begin(Reader reader) {
        client.response().closeHandler(_ -> gone(reader));
        client.response().exceptionHandler(_ -> gone(reader));
        client.exceptionHandler(_ -> gone(reader));
        client.handler(chunk -> keep(chunk, reader));
        client.endHandler(_ -> {
            if (!over) {
                over = true;
                int length = read.length();
                reader.whole(read, () -> held.give(length));
            }
        });
    }

    private void keep(Buffer chunk, Reader reader) {
        if (over) {
            return;
        }
        if (read.length() + (long) chunk.length() > most) {
            end();
            reader.refused(Problem.tooLarge(most));
        } else if (!held.take(chunk.length())) {
            end();
            reader.refused(Problem.unavailable("Too much is being read"));
        } else {
            append(chunk);
        }
    }

    /** A body of one piece, as most are, is not copied; of others each byte is, once or twice. */
    private void append(Buffer chunk) {
        if (read.length() == 0) {
            read = chunk;
        } else if (!growing) {
            growing = true;
            read = Buffer.buffer().appendBuffer(read).appendBuffer(chunk);
        } else {
            read.appendBuffer(chunk);
        }
    }

    private void gone(Reader reader) {
        if (!over) {
            end();
            reader.gone();
        }
    }

    private void end() {
        over = true;
        held.give(read.length());
        read = Buffer.buffer();
    }
}
