package io.pagurus.session.routing;

import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.session.journal.JournalPartitions;
import io.pagurus.session.journal.SessionTable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Event-loop confined a request, thread-safe as a whole. A request about a session is answered
 * here, or by the instance that serves the session's partition; while that changes hands it waits.
 */
public final class Forwarding implements Handler<RoutingContext> {

    /** Marks what another instance sent on, and the answer to that: it is not mine. */
    public static final String FORWARDED = "pagurus-forwarded";

    private static final int MISDIRECTED = 421;
    private static final Pattern SESSION = Pattern.compile("/v1/sessions/([^/]+)(/.*)?");

    /** The changes of one session: an answer without an end. */
    private static final String STREAM = "/changes";

    /** Asked of this very instance, whatever it serves. */
    public static final String OWN_STREAM = "/v1/sessions/changes";

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final HttpClient client;
    private final HttpClient streams;
    private final SessionTable sessions;
    private final PartitionDirectory directory;
    private final String instance;
    private final RoutingSettings settings;
    private final RandomGenerator random;
    private final AtomicInteger away = new AtomicInteger();
    private final KeptBytes kept;

    public Forwarding(
            Vertx vertx,
            SessionTable sessions,
            PartitionDirectory directory,
            String instance,
            RoutingSettings settings,
            RandomGenerator random) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.directory = directory;
        this.instance = instance;
        this.settings = settings;
        this.random = random;
        this.kept = new KeptBytes(settings.maxKept().asLongValue());
        this.client = client(settings.connections(), settings.maxForwarded());
        // A stream keeps its connection for as long as it lasts; the others shall not wait for one.
        this.streams = client(settings.streams(), 0);
    }

    private HttpClient client(int connections, int waiting) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setMaxPoolSize(connections)
                        .setMaxWaitQueueSize(waiting)
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setDecompressionSupported(false));
    }

    @Override
    public void handle(RoutingContext context) {
        Matcher session = SESSION.matcher(context.request().path());
        if (!session.matches() || context.request().path().equals(OWN_STREAM)) {
            context.next();
            return;
        }
        String sessionId = URLDecoder.decode(session.group(1), StandardCharsets.UTF_8);
        if (isServedHere(sessionId)) {
            context.next();
        } else if (context.request().getHeader(FORWARDED) != null) {
            context.response().setStatusCode(MISDIRECTED).end();
        } else if (away.incrementAndGet() > settings.maxForwarded()) {
            away.decrementAndGet();
            refuse(context, "too many requests wait for other instances");
        } else {
            context.addEndHandler(_ -> away.decrementAndGet());
            new Errand(context, sessionId).begin();
        }
    }

    private boolean isServedHere(String sessionId) {
        Optional<JournalPartitions> journal = sessions.journal();
        return journal.isPresent() && sessions.serves(journal.get().of(sessionId));
    }

    private static void refuse(RoutingContext context, String why) {
        var _ = Refusal.UNAVAILABLE.answer(context.response(), why);
    }

    /** Requests that wait for another instance, or for a partition on its way here. */
    public int waiting() {
        return away.get();
    }

    /** The bytes of their bodies. */
    public long keptBytes() {
        return kept.now();
    }

    /** Event-loop confined. One request on its way. */
    private final class Errand {

        private final RoutingContext context;
        private final HttpServerRequest request;
        private final String sessionId;
        private final long endNanos = System.nanoTime() + settings.deadline().toNanos();
        private final KeptBody body;
        private final ErrandId id = ErrandId.next(random);

        Errand(RoutingContext context, String sessionId) {
            this.context = context;
            this.request = context.request();
            this.sessionId = sessionId;
            this.body = new KeptBody(vertx, context, kept, settings.maxBody().asLongValue());
        }

        /** A partition that comes here needs the body unread; another instance needs it whole. */
        void begin() {
            request.pause();
            whenKnown();
        }

        private void whenKnown() {
            if (context.response().closed()) {
                return;
            }
            if (isServedHere(sessionId)) {
                request.resume();
                context.next();
            } else if (elsewhere().isPresent()) {
                body.read(endNanos, this::send);
            } else {
                later(this::whenKnown);
            }
        }

        private Optional<PartitionServed> elsewhere() {
            return sessions.journal()
                    .flatMap(journal -> directory.at(journal.of(sessionId)))
                    .filter(served -> !served.instance().equals(instance));
        }

        private void later(Runnable again) {
            if (System.nanoTime() - endNanos > 0) {
                refuse(context, "no instance serves the session at the moment");
            } else {
                vertx.setTimer(settings.lookAgain().toMillis(), _ -> again.run());
            }
        }

        private void send() {
            if (context.response().ended() || context.response().closed()) {
                return;
            }
            // Here, if it came meanwhile: the body cannot be unread.
            Optional<String> there =
                    isServedHere(sessionId)
                            ? Optional.of(settings.url())
                            : elsewhere().map(PartitionServed::url);
            if (there.isEmpty()) {
                later(this::send);
                return;
            }
            (isStream() ? streams : client)
                    .request(to(there.get()))
                    .compose(this::fill)
                    .onSuccess(this::answer)
                    .onFailure(_ -> later(this::send));
        }

        private boolean isStream() {
            return request.path().endsWith(STREAM);
        }

        private RequestOptions to(String url) {
            return new RequestOptions()
                    .setMethod(request.method())
                    .setTimeout(settings.deadline().toMillis())
                    .setAbsoluteURI(url + request.uri());
        }

        private io.vertx.core.Future<HttpClientResponse> fill(HttpClientRequest forwarded) {
            request.headers()
                    .forEach((name, value) -> {
                        if (!HopByHop.is(name)) {
                            forwarded.putHeader(name, value);
                        }
                    });
            forwarded.putHeader(FORWARDED, instance);
            forwarded.putHeader(ErrandId.HEADER, id.digits());
            return forwarded.send(body.whole());
        }

        private void answer(HttpClientResponse answer) {
            if (answer.statusCode() == MISDIRECTED) {
                answer.end().onComplete(_ -> later(this::send));
                answer.resume();
                return;
            }
            context.response().setStatusCode(answer.statusCode());
            answer.headers()
                    .forEach((name, value) -> {
                        if (!HopByHop.is(name)) {
                            context.response().putHeader(name, value);
                        }
                    });
            if (answer.getHeader("Content-Length") == null) {
                context.response().setChunked(true);
            } else {
                context.response().putHeader("Content-Length", answer.getHeader("Content-Length"));
            }
            if (isStream()) {
                keepOpen(answer);
            }
            // Half an answer must not end like a whole one; nor is there a reader to end it for.
            answer.pipe().endOnFailure(false).to(context.response()).onFailure(_ -> giveUp(answer));
        }

        private void giveUp(HttpClientResponse answer) {
            try {
                answer.exceptionHandler(_ -> {});
            } catch (IllegalStateException _) {
                // It has come to its end: it was its reader who left.
            }
            answer.request().reset();
            // Not from within the write that may just have failed.
            vertx.runOnContext(_ -> {
                if (!context.response().closed()) {
                    context.response().reset();
                }
            });
        }

        /**
         * From here on it is the time between two signs of life that counts, not the request's. The
         * reader is told at once that its stream has begun, and leaves none behind.
         */
        private void keepOpen(HttpClientResponse answer) {
            answer.request().idleTimeout(settings.streamSilence().toMillis());
            context.addEndHandler(_ -> answer.request().reset());
            var _ = context.response().writeHead();
        }
    }
}
