package io.pagurus.migration.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.Owner;
import io.pagurus.migration.sessions.GatheredGrants.Wanted;
import io.pagurus.migration.sessions.SessionDirectory.Grant;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GatheredGrantsTest {

    private final List<List<Wanted>> calls = new ArrayList<>();
    private final List<CompletableFuture<List<Grant>>> answers = new ArrayList<>();
    private final GatheredGrants grants = new GatheredGrants(3, this::call);

    @Test
    void whatIsAskedWhileCallsAreUnderWayGoesWithTheNextOne() {
        // Given
        ask("a", "b", "c", "d", "e", "f");
        // When
        answers.get(0).complete(granted(1));
        // Then
        assertThat(sessions()).containsExactly("a", "b", "c d e");
        answers.get(2).complete(granted(3));
        assertThat(sessions()).containsExactly("a", "b", "c d e", "f");
    }

    @Test
    void eachIsToldItsOwnAnswer() {
        // Given
        List<CompletableFuture<Grant>> asked = ask("a", "b", "c", "d");
        answers.get(0).complete(granted(1));
        // When
        answers.get(2).complete(List.of(new Grant.Gone(), new Grant.Granted()));
        // Then
        assertThat(asked.get(2).resultNow()).isEqualTo(new Grant.Gone());
        assertThat(asked.get(3).resultNow()).isEqualTo(new Grant.Granted());
        assertThat(asked.get(1)).isNotDone();
    }

    @Test
    void aCallThatFailsIsNoVerdictForAnyAndTheNextOneGoesOn() {
        // Given
        List<CompletableFuture<Grant>> asked = ask("a", "b", "c", "d");
        // When
        answers.get(0).completeExceptionally(new IOException("reset"));
        answers.get(2).complete(granted(1));
        // Then
        assertThat(asked.get(0).resultNow()).isEqualTo(new Grant.Away("IOException"));
        assertThat(asked.get(2).resultNow()).isInstanceOf(Grant.Away.class);
        ask("e");
        assertThat(sessions()).containsExactly("a", "b", "c d", "e");
    }

    private List<CompletableFuture<Grant>> ask(String... sessions) {
        return Stream.of(sessions)
                .map(id ->
                        grants.ask(new Wanted(id, 1, new Owner("jp-1", "jp"), "m1", Instant.EPOCH)))
                .toList();
    }

    private CompletionStage<List<Grant>> call(List<Wanted> together) {
        calls.add(together);
        answers.add(new CompletableFuture<>());
        return answers.getLast();
    }

    private List<String> sessions() {
        return calls.stream()
                .map(call -> String.join(" ", call.stream().map(Wanted::sessionId).toList()))
                .toList();
    }

    private static List<Grant> granted(int count) {
        return Collections.nCopies(count, new Grant.Granted());
    }
}
