package io.pagurus.health.api;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Thread-safe. The one place where what went wrong becomes a status and a problem. */
final class ProblemMappers {

    private static final System.Logger LOG = System.getLogger(ProblemMappers.class.getName());

    @ServerExceptionMapper
    Response refusal(Refusal refusal) {
        return refusal.problem().response();
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException missing) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response badToken(AuthenticationFailedException bad) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refused) {
        return Problem.of("forbidden", "Forbidden", 403, "the token's groups do not allow this")
                .response();
    }

    @ServerExceptionMapper
    Response unreadable(MismatchedInputException wrong) {
        return wrongBody(wrong).response();
    }

    @ServerExceptionMapper
    Response other(WebApplicationException failure) {
        Response said = failure.getResponse();
        if (failure.getCause() instanceof JsonMappingException wrong) {
            return wrongBody(wrong).response();
        }
        if (said.getStatus() == 400) {
            return Problem.badRequest("body", "JSON as in /q/openapi").response();
        }
        String title = said.getStatusInfo().getReasonPhrase();
        return Problem.of("http-" + said.getStatus(), title, said.getStatus(), title).response();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException failure) {
        LOG.log(System.Logger.Level.ERROR, "a request failed unexpectedly", failure);
        return Problem.of("internal", "Internal error", 500, "see the log of health-service")
                .response();
    }

    private static Response unauthenticated() {
        Response said =
                Problem.of("unauthenticated", "Unauthenticated", 401, "a valid token is needed")
                        .response();
        return Response.fromResponse(said).header("WWW-Authenticate", "Bearer").build();
    }

    private static Problem wrongBody(JsonMappingException wrong) {
        String field =
                wrong.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(name -> name != null)
                        .collect(Collectors.joining("."));
        Class<?> wanted = wrong instanceof MismatchedInputException in ? in.getTargetType() : null;
        return Problem.badRequest(field.isEmpty() ? "body" : field, expected(wrong, wanted));
    }

    private static String expected(JsonMappingException wrong, @Nullable Class<?> wanted) {
        if (wanted == null) {
            return "JSON as in /q/openapi";
        }
        if (wanted.isEnum()) {
            return "one of " + Arrays.toString(wanted.getEnumConstants());
        }
        if (Number.class.isAssignableFrom(wanted) || wanted.isPrimitive()) {
            return "a whole number";
        }
        return wrong instanceof InvalidFormatException && wanted == java.time.Instant.class
                ? "a time such as 2026-01-31T12:00:00Z"
                : "JSON as in /q/openapi";
    }
}
