package io.pagurus.gateway.admin;

import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.routes.Rules;
import io.pagurus.gateway.routes.RulesFile;
import io.pagurus.gateway.rules.InvalidRulesException;
import io.pagurus.gateway.rules.RuleError;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Thread-safe, may block. The rules of the edge, looked at and changed as a whole. */
@Path("/admin/rules")
@RolesAllowed("operator")
public class RulesResource {

    private static final String YAML = "application/yaml";

    private final Rules rules;
    private final RulesFile file;

    public RulesResource(Rules rules, RulesFile file) {
        this.rules = rules;
        this.file = file;
    }

    /**
     * What is in force.
     *
     * @param tag changes with the rules; what {@code If-Match} is compared with
     * @param kept whether they are in a file, so that a restart finds them
     * @param refused what is wrong with the rules that now stand in the file and are not in force
     */
    public record RulesView(
            String tag,
            String source,
            Instant appliedAt,
            boolean kept,
            List<String> routes,
            List<RuleError> refused) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response inForce() {
        return answer(rules.applied());
    }

    /** As they were written; secrets stand in them by reference only. */
    @GET
    @Path("text")
    @Produces(YAML)
    public Response text() {
        Rules.Applied applied = rules.applied();
        return Response.ok(applied.text()).tag(applied.tag()).build();
    }

    /** Says what is wrong with rules, and changes nothing. */
    @POST
    @Path("check")
    @Consumes({YAML, MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    public Response check(String text) {
        try {
            return Response.ok(Map.of("routes", names(rules.check(text).routes()))).build();
        } catch (InvalidRulesException invalid) {
            return invalid(invalid);
        }
    }

    /**
     * Puts rules in force, all or none; running requests end under those that they began with.
     *
     * @param ifMatch the tag of the rules that are to be replaced; whichever when it is not given
     */
    @PUT
    @Consumes({YAML, MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Produces(MediaType.APPLICATION_JSON)
    public synchronized Response replace(
            @HeaderParam("If-Match") @Nullable String ifMatch, String text) {
        String tag = rules.applied().tag();
        if (ifMatch != null && !ifMatch.equals("\"" + tag + "\"") && !ifMatch.equals("*")) {
            return problem(
                    412,
                    "rules-changed",
                    "Others are in force",
                    "If-Match is not the tag of the rules in force",
                    Map.of("field", "If-Match", "expected", "\"" + tag + "\""));
        }
        try {
            return answer(file.write(text, "admin"));
        } catch (InvalidRulesException invalid) {
            return invalid(invalid);
        } catch (IOException notWritten) {
            return problem(
                    409,
                    "rules-not-writable",
                    "The rules cannot be kept",
                    "The file of the rules cannot be written, so it is the place to change them",
                    Map.of());
        }
    }

    private Response answer(Rules.Applied applied) {
        return Response.ok(
                        new RulesView(
                                applied.tag(),
                                applied.source(),
                                applied.at(),
                                file.kept(),
                                names(applied.rules().routes()),
                                rules.refused()))
                .tag(applied.tag())
                .build();
    }

    private static List<String> names(List<RouteRules> routes) {
        return routes.stream().map(RouteRules::name).toList();
    }

    private static Response invalid(InvalidRulesException invalid) {
        return problem(
                422,
                "invalid-rules",
                "The rules cannot be used",
                "Nothing has changed",
                Map.of("errors", invalid.errors()));
    }

    private static Response problem(
            int status, String type, String title, String detail, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:pagurus:problem:" + type);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.put("retryable", false);
        body.putAll(more);
        return Response.status(status).type("application/problem+json").entity(body).build();
    }
}
