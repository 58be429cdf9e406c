package io.pagurus.migration.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Thread-safe. The one place where what went wrong becomes a status and a problem. */
final class ProblemMappers {

    private static final System.Logger LOG = System.getLogger(ProblemMappers.class.getName());

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
    Response other(WebApplicationException failure) {
        Response said = failure.getResponse();
        String title = said.getStatusInfo().getReasonPhrase();
        return Problem.of("http-" + said.getStatus(), title, said.getStatus(), title).response();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException failure) {
        LOG.log(System.Logger.Level.ERROR, "a request failed unexpectedly", failure);
        return Problem.of("internal", "Internal error", 500, "see the log of migration-service")
                .response();
    }

    private static Response unauthenticated() {
        Response said =
                Problem.of("unauthenticated", "Unauthenticated", 401, "a valid token is needed")
                        .response();
        return Response.fromResponse(said).header("WWW-Authenticate", "Bearer").build();
    }
}
