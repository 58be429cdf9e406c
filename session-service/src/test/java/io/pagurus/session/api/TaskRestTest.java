package io.pagurus.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.pagurus.local.process.Patience;
import io.pagurus.session.routing.ErrandId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pending tasks as their owner sees them: given once, ended once, never guessed. */
@QuarkusTest
@QuarkusTestResource(RealProcesses.class)
class TaskRestTest {

    private final Calls session = Calls.ofNewSession();

    @BeforeEach
    void open() {
        Calls.untilReady();
        session.grant(0, "hk-1").statusCode(200);
    }

    @Test
    void aTaskFromItsQueueToItsEnd() {
        // Given
        enqueue("hk-1", 1, "a", true).statusCode(200).body("verdict", equalTo("accepted"));
        enqueue("hk-1", 1, "a", true).body("verdict", equalTo("duplicate"));
        session.get("jp-1", "/tasks")
                .statusCode(200)
                .body("tasks[0].taskId", equalTo("a"))
                .body("tasks[0].state", equalTo("waiting"))
                .body("tasks[0].lease", nullValue());
        session.get("jp-1", "").body("queuedTasks", equalTo(1));
        // When
        ValidatableResponse leased = lease("hk-1", 1);
        // Then
        leased.statusCode(200)
                .body("tasks", hasSize(1))
                .body("tasks[0].attempt", equalTo(1))
                .body("tasks[0].input.of", equalTo("a"))
                .body("tasks[0].until", notNullValue())
                .body("uncertain", hasSize(0))
                .body("dead", hasSize(0));
        lease("hk-1", 1).body("tasks", hasSize(0)).body("nextDue", notNullValue());
        heartbeat("hk-1", 1, "a", 1).statusCode(200).body("until", notNullValue());
        heartbeat("hk-1", 1, "a", 2).statusCode(409).body("reason", equalTo("attempt-conflict"));
        finish("hk-1", 1, "a", 1, "done", ",\"result\":{\"n\":5}")
                .statusCode(200)
                .body("verdict", equalTo("accepted"))
                .body("state", equalTo("done"));
        finish("hk-1", 1, "a", 1, "done", ",\"result\":{\"n\":5}")
                .statusCode(200)
                .body("verdict", equalTo("duplicate"));
        finish("hk-1", 1, "a", 1, "done", ",\"result\":{\"n\":6}")
                .statusCode(409)
                .body("reason", equalTo("task-settled"))
                .body("current.owner.node", equalTo("hk-1"));
        session.get("hk-1", "/tasks").body("tasks", hasSize(0));
        session.get("admin", "/timeline").body("entries.record.result.n", hasItem(5));
    }

    @Test
    void aTaskThatFailsIsDueLaterAndDeadInTheEnd() {
        // Given
        session.post("hk-1", "/tasks", enqueueBody("hk-1", 1, "a", true, ",\"maxAttempts\":2"));
        lease("hk-1", 1).body("tasks", hasSize(1));
        // When
        ValidatableResponse failed = finish("hk-1", 1, "a", 1, "failed", ",\"error\":\"no net\"");
        // Then
        failed.statusCode(200).body("state", equalTo("waiting")).body("retryAt", notNullValue());
        finish("hk-1", 1, "a", 1, "failed", ",\"error\":\"no net\"")
                .body("verdict", equalTo("duplicate"))
                .body("state", equalTo("waiting"));
        ValidatableResponse again = untilLeased();
        again.body("tasks[0].attempt", equalTo(2));
        finish("hk-1", 1, "a", 2, "failed", "").body("state", equalTo("dead"));
        session.get("hk-1", "/tasks").body("tasks", hasSize(0));
    }

    @Test
    void aTaskThatMustNotBeRepeatedIsReportedAfterATakeover() {
        // Given
        enqueue("hk-1", 1, "mail", false).statusCode(200);
        enqueue("hk-1", 1, "clock", true).statusCode(200);
        lease("hk-1", 1).body("tasks", hasSize(2));
        session.grant(1, "jp-1").statusCode(200);
        // When
        ValidatableResponse leased = lease("jp-1", 2);
        // Then
        leased.body("tasks.taskId", contains("clock"))
                .body("tasks[0].attempt", equalTo(2))
                .body("uncertain", hasSize(1))
                .body("uncertain[0].taskId", equalTo("mail"))
                .body("uncertain[0].attempt", equalTo(1))
                .body("uncertain[0].node", equalTo("hk-1"));
        session.get("jp-1", "/tasks").body("tasks.state", contains("uncertain", "leased"));
        finish("jp-1", 2, "mail", 1, "failed", "")
                .statusCode(409)
                .body("type", equalTo("urn:pagurus:problem:uncertain"))
                .body("current.epoch", equalTo(2));
        finish("jp-1", 2, "mail", 1, "cancelled", "").body("state", equalTo("cancelled"));
        finish("hk-1", 1, "clock", 1, "done", "")
                .statusCode(409)
                .body("reason", equalTo("stale-epoch"))
                .body("current.owner.node", equalTo("jp-1"));
    }

    @Test
    void ofManyCallsAtOnceEachTaskIsGivenToOne() throws ExecutionException, InterruptedException {
        // Given
        for (int i = 0; i < 8; i++) {
            enqueue("hk-1", 1, "t" + i, false).statusCode(200);
        }
        // When
        List<String> given = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(threads.submit(() -> lease("hk-1", 1).extract().path("tasks.taskId")));
            }
            for (Future<List<String>> call : calls) {
                given.addAll(call.get());
            }
        }
        // Then
        assertThat(given).doesNotHaveDuplicates().hasSize(8);
    }

    @Test
    void whoIsNotTheOwnerIsFencedThoughThereIsNothingToLease() {
        // Given
        session.grant(1, "jp-1").statusCode(200);
        // When
        ValidatableResponse zombie = lease("hk-1", 1);
        ValidatableResponse otherNode = lease("hk-1", 2);
        // Then
        zombie.statusCode(409)
                .body("type", equalTo("urn:pagurus:problem:fenced"))
                .body("reason", equalTo("stale-epoch"))
                .body("current.owner.node", equalTo("jp-1"));
        otherNode.statusCode(409).body("reason", equalTo("not-owner"));
        session.post(
                        "migration-1",
                        "/freeze",
                        "{\"epoch\":2,\"migrationId\":\"m\",\"reason\":\"r\"}")
                .statusCode(200);
        lease("jp-1", 2).statusCode(409).body("reason", equalTo("frozen"));
    }

    @Test
    void badInputIsNamed() {
        // Given
        String finish = "/tasks/a/finish";
        // When
        ValidatableResponse outcome =
                session.post(
                        "hk-1",
                        finish,
                        "{\"epoch\":1,\"node\":\"hk-1\",\"attempt\":1,\"outcome\":\"maybe\"}");
        ValidatableResponse max =
                session.post("hk-1", "/tasks/lease", "{\"epoch\":1,\"node\":\"hk-1\",\"max\":99}");
        ValidatableResponse minted =
                session.post(
                        "hk-1",
                        "/tasks",
                        "{\"epoch\":1,\"node\":\"hk-1\",\"tool\":\"x\",\"idempotent\":true}");
        // Then
        outcome.statusCode(400).body("field", equalTo("outcome"));
        max.statusCode(400)
                .body("field", equalTo("max"))
                .body("expected", equalTo("an integer from 1 to 16"));
        minted.statusCode(200).body("taskId", startsWith("task-"));
        finish("hk-1", 1, "a", 0, "done", "").statusCode(400).body("field", equalTo("attempt"));
        finish("hk-1", 1, "a", 1, "done", "")
                .statusCode(409)
                .body("reason", equalTo("unknown-task"));
        session.post("gateway-1", "/tasks/lease", "{}").statusCode(403);
    }

    @Test
    void aTaskForATimeThatItsSessionMayNotSeeIsRefused() {
        // Given
        Instant tooLate = Instant.now().plus(Duration.ofDays(31));
        // When
        ValidatableResponse refused = enqueueFor("late", tooLate.toString());
        // Then
        refused.statusCode(400)
                .body("type", equalTo("urn:pagurus:problem:bad-request"))
                .body("field", equalTo("notBefore"))
                .body("expected", containsString("PT720H"));
        enqueueFor("never", "+999999999-12-31T23:59:59Z").statusCode(400);
        session.get("hk-1", "/tasks").body("tasks", hasSize(0));
        enqueueFor("far", tooLate.minus(Duration.ofDays(2)).toString()).statusCode(200);
    }

    @Test
    void aCallWithoutATaskIdThatAnotherInstanceSendsTwiceMakesOneTask() {
        // Given
        String errand = "0123456789abcdef".repeat(2);
        enqueueWithoutId(errand).statusCode(200).body("verdict", equalTo("accepted"));
        // When
        ValidatableResponse again = enqueueWithoutId(errand);
        // Then
        again.statusCode(200)
                .body("verdict", equalTo("duplicate"))
                .body("taskId", equalTo("task-" + errand));
        enqueueWithoutId("f".repeat(32)).body("verdict", equalTo("accepted"));
        enqueueWithoutId("../" + errand).body("taskId", not(containsString(errand)));
        session.get("hk-1", "/tasks").body("tasks", hasSize(3));
    }

    private ValidatableResponse enqueueWithoutId(String errand) {
        return Calls.as("hk-1")
                .header(ErrandId.HEADER, errand)
                .body("{\"epoch\":1,\"node\":\"hk-1\",\"tool\":\"x\",\"idempotent\":false}")
                .post(session.path() + "/tasks")
                .then();
    }

    private ValidatableResponse enqueueFor(String task, String notBefore) {
        String more = ",\"notBefore\":\"" + notBefore + "\"";
        return session.post("hk-1", "/tasks", enqueueBody("hk-1", 1, task, true, more));
    }

    private ValidatableResponse untilLeased() {
        List<ValidatableResponse> leased = new ArrayList<>();
        assertThat(
                        Patience.of(Duration.ofSeconds(10))
                                .until(() -> {
                                    ValidatableResponse answer = lease("hk-1", 1);
                                    List<String> tasks = answer.extract().path("tasks.taskId");
                                    leased.add(answer);
                                    return !tasks.isEmpty();
                                }))
                .isTrue();
        return leased.getLast();
    }

    private ValidatableResponse enqueue(String node, long epoch, String task, boolean idempotent) {
        return session.post("hk-1", "/tasks", enqueueBody(node, epoch, task, idempotent, ""));
    }

    private static String enqueueBody(
            String node, long epoch, String task, boolean idempotent, String more) {
        return """
        {"epoch":%d,"node":"%s","taskId":"%s","tool":"x","idempotent":%s,"input":{"of":"%s"}%s}
        """
                .formatted(epoch, node, task, idempotent, task, more);
    }

    private ValidatableResponse lease(String node, long epoch) {
        return session.post(
                node, "/tasks/lease", "{\"epoch\":%d,\"node\":\"%s\"}".formatted(epoch, node));
    }

    private ValidatableResponse heartbeat(String node, long epoch, String task, int attempt) {
        return session.post(
                node,
                "/tasks/" + task + "/heartbeat",
                "{\"epoch\":%d,\"node\":\"%s\",\"attempt\":%d}".formatted(epoch, node, attempt));
    }

    private ValidatableResponse finish(
            String node, long epoch, String task, int attempt, String outcome, String more) {
        return session.post(
                node,
                "/tasks/" + task + "/finish",
                "{\"epoch\":%d,\"node\":\"%s\",\"attempt\":%d,\"outcome\":\"%s\"%s}"
                        .formatted(epoch, node, attempt, outcome, more));
    }
}
