package io.pagurus.session.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.privacy.UnreadablePayloadException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Thread-safe. The one place that maps a failure to a status and a problem body. */
final class Problems {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    /** RFC 9110 §15.5.20. */
    static final int MISDIRECTED = 421;

    private final long retryAfterSeconds;

    @Inject
    Problems(ApiSettings settings) {
        this.retryAfterSeconds = Math.max(1, settings.retryAfter().toSeconds());
    }

    @ServerExceptionMapper
    Response failure(FailureException thrown) {
        return answer(problem(thrown.failure()));
    }

    static Problem problem(Failure failure) {
        return switch (failure) {
            case Failure.BadRequest(String field, String expected) -> badRequest(field, expected);
            case Failure.OtherNode(String node) ->
                    Problem.of(403, "forbidden", "Forbidden", "the token is not of " + node, false);
            case Failure.UnknownSession(String id) ->
                    Problem.of(
                            404,
                            "unknown-session",
                            "Unknown session",
                            "nobody has opened the session " + id,
                            false);
            case Failure.EpochConflict(var current) ->
                    Problem.of(
                                    409,
                                    "epoch-conflict",
                                    "Epoch conflict",
                                    "the expected epoch is not the current one",
                                    false)
                            .with(current);
            case Failure.Fenced(var reason, var current) ->
                    Problem.of(409, "fenced", "Fenced", "the journal's fold refused it", true)
                            .because(reason.text())
                            .with(CurrentOwner.of(current));
            case Failure.DigestMismatch(var current) ->
                    Problem.of(
                                    422,
                                    "digest-mismatch",
                                    "Digest mismatch",
                                    "the turn id was used with another request body",
                                    false)
                            .because("digest-mismatch")
                            .with(CurrentOwner.of(current));
            case Failure.Conflict(var reason, var current) ->
                    Problem.of(
                                    409,
                                    conflict(reason),
                                    "Conflict",
                                    "it is at odds with what the session is: " + reason.text(),
                                    false)
                            .because(reason.text())
                            .with(CurrentOwner.of(current));
            case Failure.Uncertain(var reason, var taskId, var current) ->
                    Problem.of(
                                    409,
                                    "uncertain",
                                    "Uncertain",
                                    (taskId == null ? "the turn" : "task " + taskId)
                                            + " was begun, has no result and may not be repeated",
                                    false)
                            .because(reason.text())
                            .with(CurrentOwner.of(current));
            case Failure.Frozen(var current) ->
                    Problem.of(409, "frozen", "Frozen", "the session is being moved", true)
                            .because("frozen")
                            .with(CurrentOwner.of(current));
            case Failure.Expired(var current) ->
                    Problem.of(
                                    409,
                                    "expired",
                                    "Expired",
                                    "nobody used the session for long; a grant opens it anew",
                                    true)
                            .because("expired")
                            .with(CurrentOwner.of(current));
            case Failure.Over(var reason, var current) ->
                    Problem.of(
                                    410,
                                    reason.text(),
                                    "The session is over",
                                    "the session is " + reason.text(),
                                    false)
                            .because(reason.text())
                            .with(CurrentOwner.of(current));
            case Failure.Quarantined(var current) ->
                    Problem.of(
                                    409,
                                    "quarantined",
                                    "Quarantined",
                                    "the session's journal cannot be read; an operator has to act",
                                    false)
                            .because("quarantined")
                            .with(CurrentOwner.of(current));
            case Failure.TooLarge(String field, long bytes, long limit) ->
                    Problem.of(
                                    413,
                                    "too-large",
                                    "Too large",
                                    field + " has " + bytes + " bytes; the limit is " + limit,
                                    false)
                            .at(field, "at most " + limit + " bytes");
            case Failure.Misdirected() ->
                    Problem.of(
                            MISDIRECTED,
                            "misdirected",
                            "Misdirected",
                            "this instance does not serve the session",
                            true);
            case Failure.Unavailable(String why) ->
                    Problem.of(503, "unavailable", "Unavailable", why, true);
        };
    }

    /** What a caller handles apart from the other conflicts has a type of its own. */
    private static String conflict(Reason reason) {
        return reason == Reason.VERSION_CONFLICT
                        || reason == Reason.TURN_ID_TOO_OLD
                        || reason == Reason.STALE_ATTEMPT
                ? reason.text()
                : "conflict";
    }

    private static Problem badRequest(String field, String expected) {
        return Problem.of(400, "bad-request", "Bad request", field + ": " + expected, false)
                .at(field, expected);
    }

    // The second by its own name: the platform has an answer of its own for it, with the value in
    // it.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response unreadable(JsonProcessingException thrown) {
        return answer(unreadableBody(thrown));
    }

    /** The message may quote the body, so only the place is told. */
    private static Problem unreadableBody(Throwable thrown) {
        String path =
                thrown instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(step ->
                                        step.getFieldName() == null
                                                ? Integer.toString(step.getIndex())
                                                : step.getFieldName())
                                .collect(Collectors.joining("."))
                        : "";
        return badRequest(path.isEmpty() ? "body" : path, "JSON of the documented type");
    }

    /** What was sealed cannot be opened; which of the keys is missing is told, never any data. */
    @ServerExceptionMapper
    Response payload(UnreadablePayloadException thrown) {
        int status =
                switch (thrown.why()) {
                    case SHREDDED -> 410;
                    case KEY_NOT_CONFIGURED, KEYS_AWAY -> 503;
                    case DAMAGED -> 500;
                };
        return answer(
                Problem.of(
                                status,
                                "unreadable-payload",
                                "Unreadable payload",
                                "a stored payload cannot be opened: " + thrown.why().text(),
                                status == 503)
                        .because(thrown.why().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated() {
        Problem problem =
                Problem.of(401, "unauthenticated", "Unauthenticated", "needs a valid token", false);
        return Response.fromResponse(answer(problem))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException thrown) {
        return answer(
                Problem.of(403, "forbidden", "Forbidden", "not for this caller's groups", false));
    }

    @ServerExceptionMapper
    Response http(WebApplicationException thrown) {
        if (thrown.getCause() instanceof JsonProcessingException json) {
            return answer(unreadableBody(json));
        }
        int status = thrown.getResponse().getStatus();
        Response.StatusType known = thrown.getResponse().getStatusInfo();
        return answer(
                Problem.of(
                        status,
                        "http-" + status,
                        known.getReasonPhrase(),
                        known.getReasonPhrase(),
                        status >= 500));
    }

    @ServerExceptionMapper
    Response bug(RuntimeException thrown) {
        LOG.log(System.Logger.Level.ERROR, "a request failed unexpectedly", thrown);
        return answer(Problem.of(500, "internal", "Internal error", "see the log", true));
    }

    private Response answer(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        return problem.status() == 503
                ? response.header(HttpHeaders.RETRY_AFTER, retryAfterSeconds).build()
                : response.build();
    }
}
