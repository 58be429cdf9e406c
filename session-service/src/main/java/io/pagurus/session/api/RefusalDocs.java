package io.pagurus.session.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Confined to the build. Says in the OpenAPI document what refusals look like, of all operations
 * alike, so that none is forgotten.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class RefusalDocs implements OASFilter {

    private static final String OF_A_SESSION = "/v1/sessions/{";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations()
                                .forEach((method, operation) -> {
                                    boolean writes =
                                            path.startsWith(OF_A_SESSION)
                                                    && !READING.contains(method);
                                    describe(operation, writes);
                                }));
    }

    private static void describe(Operation operation, boolean writes) {
        APIResponses responses = operation.getResponses();
        if (writes) {
            responses.addAPIResponse(
                    "409",
                    refusal(
                            "Fenced, or against what the session is: `reason` says why, `current`"
                                    + " has its epoch and owner as they are now"));
        }
        responses.addAPIResponse(
                "503", refusal("Not now; the same may be sent again, `Retry-After` says when"));
        responses.addAPIResponse(
                "default", refusal("Refused: `field` and `expected` say what was wrong, if that"));
        for (Map.Entry<String, APIResponse> each : responses.getAPIResponses().entrySet()) {
            if (each.getKey().startsWith("4") && each.getValue().getContent() == null) {
                each.getValue().setContent(problem());
            }
        }
    }

    private static APIResponse refusal(String description) {
        return OASFactory.createAPIResponse().description(description).content(problem());
    }

    private static Content problem() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(
                                        OASFactory.createSchema()
                                                .ref("#/components/schemas/Problem")));
    }
}
