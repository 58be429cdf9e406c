package io.pagurus.session.api;

import io.pagurus.session.privacy.EncryptionSettings;
import io.pagurus.session.privacy.KeyCare;
import io.pagurus.session.privacy.Privacy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Virtual threads (may block). How far a rotation has come, for this instance's partitions. */
@Path("/v1/encryption")
@RunOnVirtualThread
@RolesAllowed("operator")
@Tag(name = "encryption")
public final class EncryptionResource {

    private final Privacy privacy;
    private final EncryptionSettings settings;

    /**
     * Immutable. The keys of the configuration, by id.
     *
     * @param activeKey the one that wraps; null when nothing is sealed
     * @param wrapped how many data keys of sessions each of them wraps; one that is not configured
     *     here and still wraps some is among them
     */
    @RegisterForReflection
    public record Encryption(@Nullable String activeKey, Map<String, Integer> wrapped) {}

    @Inject
    EncryptionResource(Privacy privacy, EncryptionSettings settings) {
        this.privacy = privacy;
        this.settings = settings;
    }

    @GET
    @Operation(summary = "How many sessions' keys each configured key wraps, in this instance")
    public Encryption figures() {
        Map<String, Integer> wrapped = new TreeMap<>();
        settings.keys().keySet().forEach(id -> wrapped.put(id, 0));
        privacy.keeper().map(KeyCare::counts).ifPresent(wrapped::putAll);
        return new Encryption(settings.activeKey().orElse(null), wrapped);
    }

    @POST
    @Path("sweep")
    @Operation(
            summary = "Go through the sessions' keys soon",
            description =
                    "Wraps anew what another key than the active one wraps, and destroys what an"
                            + " ended session has left. The answer has the figures of before.")
    public Encryption sweep() {
        privacy.keeper().ifPresent(KeyCare::askForSweep);
        return figures();
    }
}
