package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.enqueue;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.lease;
import static io.pagurus.session.fold.Entries.message;
import static io.pagurus.session.fold.Entries.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.SessionEvent;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.settings.TestSettings;
import io.pagurus.session.tasks.TaskEnds;
import io.pagurus.session.tasks.TaskInputs;
import io.pagurus.session.tasks.TaskSettings;
import io.pagurus.session.tasks.TaskSweep;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pending tasks survive what the turns survive, on a real broker and a real Redis. */
class TaskStoreTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @RegisterExtension static final Stores STORES = new Stores("tasks");

    private RealStore store;

    @BeforeEach
    void startStore() {
        store = STORES.open();
        store.commit(grant(1, "hk-1"));
    }

    @Test
    void attemptsLeasesInputsAndEndsSurviveTheLossOfTheStoreAndOfRedis() {
        // Given
        store.commit(enqueue(1, "hk-1", "waits", true));
        store.commit(enqueue(1, "hk-1", "runs", true));
        store.commit(enqueue(1, "hk-1", "done", false));
        store.commit(lease(1, "hk-1", "runs", 1));
        store.commit(settle(1, "hk-1", "runs", 1, TaskSettled.FAILED));
        store.commit(lease(1, "hk-1", "runs", 2));
        store.commit(lease(1, "hk-1", "done", 1));
        store.commit(settle(1, "hk-1", "done", 1, TaskSettled.DONE));
        SessionHeader before = header();
        // When
        STORES.close(store);
        STORES.replaceRedis();
        store = STORES.open();
        // Then
        assertThat(header()).isEqualTo(before);
        assertThat(task("runs").attempts()).isEqualTo(2);
        assertThat(task("runs").lease())
                .isEqualTo(new QueuedTask.Lease("hk-1", 1, T0.plusSeconds(30)));
        assertThat(new TaskInputs(store.scanner).of(header(), task("waits")))
                .contains(message("input", "waits"));
        assertThat(store.commit(settle(1, "hk-1", "done", 1, TaskSettled.DONE)))
                .isInstanceOf(Verdict.Duplicate.class);
        assertThat(store.commit(settle(1, "hk-1", "done", 1, TaskSettled.CANCELLED)))
                .isEqualTo(new Verdict.Refused(Reason.TASK_SETTLED));
        assertThat(store.commit(settle(1, "hk-1", "runs", 1, TaskSettled.DONE)))
                .isEqualTo(new Verdict.Refused(Reason.ATTEMPT_CONFLICT));
    }

    @Test
    void theResultOfATaskThatWasTakenOverIsRefused() {
        // Given
        store.commit(enqueue(1, "hk-1", "a", true));
        store.commit(lease(1, "hk-1", "a", 1));
        store = STORES.reopen(store);
        store.commit(grant(2, "jp-1"));
        // When
        Verdict taken = store.commit(lease(2, "jp-1", "a", 2));
        // Then
        assertThat(taken).isEqualTo(ACCEPTED);
        assertThat(store.commit(settle(1, "hk-1", "a", 1, TaskSettled.DONE)))
                .isEqualTo(new Verdict.Refused(Reason.STALE_EPOCH));
        assertThat(store.commit(settle(2, "jp-1", "a", 2, TaskSettled.DONE))).isEqualTo(ACCEPTED);
        assertThat(header().tasks().open()).isEmpty();
    }

    @Test
    void theSweepEndsWhatWasDueForTooLongAndTellsIt() {
        // Given
        store.commit(enqueue(1, "hk-1", "old", false));
        store.commit(enqueue(1, "hk-1", "uncertain", false));
        store.commit(lease(1, "hk-1", "uncertain", 1));
        TaskSweep early = sweep(T0.plusSeconds(3599));
        TaskSweep late = sweep(T0.plusSeconds(3601));
        // When
        early.pass(() -> true);
        assertThat(header().tasks().open()).hasSize(2);
        late.pass(() -> true);
        // Then
        assertThat(late.ended()).isEqualTo(1);
        assertThat(header().tasks().open())
                .extracting(QueuedTask::taskId)
                .containsExactly("uncertain");
        List<CloudEvent<?>> told =
                TopicContent.events(STORES.kafka(), STORES.topics().sessionEvents(), 2);
        assertThat(told.getLast().data())
                .isInstanceOfSatisfying(
                        SessionEvent.TaskDeadLettered.class,
                        dead -> assertThat(dead.taskId()).isEqualTo("old"));
        assertThat(store.commit(lease(1, "hk-1", "old", 2)))
                .isEqualTo(new Verdict.Refused(Reason.TASK_SETTLED));
    }

    private TaskSweep sweep(Instant at) {
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        return new TaskSweep(
                store.journal.sessions(),
                new TaskEnds(store.writer, clock),
                clock,
                TestSettings.of(Map.of()).getConfigMapping(TaskSettings.class));
    }

    private SessionHeader header() {
        return store.journal.sessions().find(Entries.SESSION).orElseThrow();
    }

    private QueuedTask task(String taskId) {
        return Objects.requireNonNull(header().tasks().task(taskId));
    }
}
