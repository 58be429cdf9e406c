package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The gateway's own region, hk, comes first; and who stands by takes what nobody else can. */
class SpillOverTest {

    private static final String RULES =
            """
            nodes:
              last: {backup: true}
            routes:
              - name: all
                match: {prefixes: [/]}
                strategy: {regions: {mode: local-first, spill-above: 3}}
            """;

    @Test
    void anotherRegionTakesOnlyWhatTheOwnHasNoRoomFor() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode near = suite.node("near", "hk", 100).always(hang());
            StandInNode far = suite.node("far", "jp", 100).always(hang());
            List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
            // When
            for (int i = 1; i <= 5; i++) {
                running.add(suite.sendAsync(suite.request("/v1/models").build()));
                int sent = i;
                Await.until(() -> near.received().size() + far.received().size() == sent);
            }
            // Then
            assertThat(near.received()).hasSize(3);
            assertThat(far.received()).hasSize(2);
            running.forEach(each -> each.cancel(true));
        }
    }

    @Test
    void aBackupNodeTakesRequestsWhenTheOthersAreEjected() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode near = suite.node("near", "hk", 100);
            StandInNode last = suite.node("last", "hk", 100);
            suite.send(suite.request("/v1/models").build());
            assertThat(last.received()).isEmpty();
            // When
            suite.eject(near);
            HttpResponse<String> response = suite.send(suite.request("/v1/models").build());
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(near.received()).hasSize(1);
            assertThat(last.received()).hasSize(1);
        }
    }
}
