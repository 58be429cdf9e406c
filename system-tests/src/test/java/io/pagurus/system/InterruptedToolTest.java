package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.drill.Attempt;
import io.pagurus.drill.Examination;
import io.pagurus.drill.TurnRequest;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.history.JudgedEntry;
import io.pagurus.local.Node;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A node dies between a tool's call and its result. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptedToolTest {

    @SuppressWarnings("NullAway.Init")
    private LiveSuite suite;

    @BeforeAll
    void start() {
        suite = LiveSuite.start(InterruptedToolTest.class);
    }

    @AfterAll
    void stop() {
        suite.close();
    }

    @AfterEach
    void restartTheVictim() {
        suite.stack().nodes().stream()
                .map(Node::id)
                .filter(node -> suite.stack().handle(node) == null)
                .forEach(node -> suite.stack().restart(node));
    }

    @Test
    void turnOfIdempotentToolsGoesOnAtTheStepThatIsMissing() throws Exception {
        // Given
        Client client = new Client(suite);
        TurnRequest request =
                new TurnRequest("tools", "key-1", "count [[tools=3]] [[delay=800ms]]", false);
        CompletableFuture<Attempt> asked = client.asking("gateway-1", request);
        awaitPending("tools", "step-2");

        // When
        killOwner("tools");

        // Then
        Attempt came = asked.get();
        if (!(came instanceof Attempt.Answered)) {
            came = client.askUntilFinal("gateway-2", request);
        }
        assertThat(came).isInstanceOf(Attempt.Answered.class);
        Examination found = suite.examine(client.ledger().clientSide());
        assertThat(found.judgement().findings()).isEmpty();
        assertThat(
                        accepted(found, "tools")
                                .filter(TaskIntended.class::isInstance)
                                .map(record -> ((TaskIntended) record).taskId()))
                .filteredOn("step-1"::equals)
                .hasSize(1);
        assertThat(
                        accepted(found, "tools")
                                .filter(TaskFinished.class::isInstance)
                                .map(record -> ((TaskFinished) record).taskId()))
                .containsExactly("step-1", "step-2", "step-3");
        assertThat(found.judgement().uncertain()).isZero();
    }

    @Test
    void toolThatMustNotBeRepeatedIsReportedAsUncertain() throws Exception {
        // Given
        Client client = new Client(suite);
        TurnRequest request =
                new TurnRequest(
                        "mails", "key-1", "send [[tools=3 effect=once]] [[delay=800ms]]", false);
        CompletableFuture<Attempt> asked = client.asking("gateway-1", request);
        awaitPending("mails", "step-2");

        // When
        killOwner("mails");

        // Then
        assertThat(asked.get()).isInstanceOf(Attempt.Refused.class);
        assertThat(client.askUntilFinal("gateway-2", request))
                .isInstanceOfSatisfying(
                        Attempt.Refused.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(409);
                            assertThat(refused.type()).isEqualTo("urn:pagurus:problem:uncertain");
                        });
        Examination found = suite.examine(client.ledger().clientSide());
        assertThat(
                        accepted(found, "mails")
                                .filter(TaskIntended.class::isInstance)
                                .map(record -> ((TaskIntended) record).taskId()))
                .as("steps that were called")
                .containsExactly("step-1", "step-2");
        assertThat(found.judgement().uncertain()).isEqualTo(1);
        assertThat(found.judgement().findings()).isEmpty();
    }

    private void awaitPending(String session, String task) throws InterruptedException {
        LiveSuite.await(
                task + " of " + session + " has begun",
                () -> {
                    JsonNode tasks = suite.services().session(session).path("pendingTasks");
                    return tasks.size() == 1 && tasks.path(0).path("taskId").asText().equals(task);
                });
    }

    private void killOwner(String session) throws Exception {
        suite.stack().kill(suite.services().session(session).path("owner").path("node").asText());
    }

    private static Stream<JournalRecord> accepted(Examination found, String session) {
        List<JudgedEntry> journal = found.journal();
        return journal.stream()
                .filter(JudgedEntry::accepted)
                .map(JudgedEntry::record)
                .filter(record -> record.sessionId().equals(session));
    }
}
