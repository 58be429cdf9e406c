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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Thread-safe, may block. The rules of the edge, looked at and changed as a whole. */
@Path("/admin/rules")
@Tag(name = "rules")
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
    @Operation(summary = "The rules in force, as far as is told of them")
    @APIResponse(
            responseCode = "200",
            description = "In force",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "RulesView")))
    public Response inForce() {
        return answer(rules.applied());
    }

    /** As they were written; secrets stand in them by reference only. */
    @GET
    @Path("text")
    @Produces(YAML)
    @Operation(
            summary = "The rules in force, as they were written",
            description = "Secrets stand in them by reference only. ETag is their tag.")
    @APIResponse(
            responseCode = "200",
            description = "In force",
            content = @Content(mediaType = YAML, schema = @Schema(ref = "Rules")))
    public Response text() {
        Rules.Applied applied = rules.applied();
        return Response.ok(applied.text()).tag(applied.tag()).build();
    }

    /** Says what is wrong with rules, and changes nothing. */
    @POST
    @Path("check")
    @Operation(summary = "Say what is wrong with rules, and change nothing")
    @RequestBody(
            content = {
                @Content(mediaType = YAML, schema = @Schema(ref = "Rules")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Rules")),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        schema = @Schema(implementation = String.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "They can be used",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "CheckedRules")))
    @APIResponse(
            responseCode = "422",
            description = "They cannot be used; nothing has changed",
            content =
                    @Content(
                            mediaType = AdminProblem.MEDIA_TYPE,
                            schema = @Schema(ref = "InvalidRules")))
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
    @Operation(
            summary = "Put rules in force, all or none",
            description =
                    "Running requests end under those that they began with. With If-Match, only"
                            + " rules of that tag are replaced.")
    @RequestBody(
            content = {
                @Content(mediaType = YAML, schema = @Schema(ref = "Rules")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Rules")),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        schema = @Schema(implementation = String.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "In force now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = "RulesView")))
    @APIResponse(
            responseCode = "409",
            description = "They cannot be kept in their file",
            content =
                    @Content(
                            mediaType = AdminProblem.MEDIA_TYPE,
                            schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "412",
            description = "Others are in force than If-Match says",
            content =
                    @Content(
                            mediaType = AdminProblem.MEDIA_TYPE,
                            schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "422",
            description = "They cannot be used; nothing has changed",
            content =
                    @Content(
                            mediaType = AdminProblem.MEDIA_TYPE,
                            schema = @Schema(ref = "InvalidRules")))
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
        return AdminProblem.of(status, type, title, detail).with(more).answer();
    }
}
