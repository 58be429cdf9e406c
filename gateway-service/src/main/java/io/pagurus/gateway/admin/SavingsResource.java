package io.pagurus.gateway.admin;

import io.pagurus.gateway.classes.Savings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Thread-safe, may block. What the choice of models has saved at this gateway. */
@Path("/admin/savings")
@Tag(name = "savings")
@RolesAllowed("operator")
public class SavingsResource {

    private final Savings savings;

    public SavingsResource(Savings savings) {
        this.savings = savings;
    }

    /**
     * All of it.
     *
     * @param since when this gateway began to count
     * @param spent in the price table's currency
     * @param savedMoney against the routes' usual models; less than nothing where speed was bought
     */
    public record SavingsView(
            Instant since,
            double spent,
            double savedMoney,
            long savedMillis,
            List<Savings.Sum> sums) {}

    @GET
    @Operation(summary = "What the choice of models has saved at this gateway")
    public SavingsView savings() {
        List<Savings.Sum> sums = savings.all();
        return new SavingsView(
                savings.since(),
                sums.stream().mapToDouble(Savings.Sum::spent).sum(),
                sums.stream().mapToDouble(Savings.Sum::savedMoney).sum(),
                sums.stream().mapToLong(Savings.Sum::savedMillis).sum(),
                sums);
    }
}
