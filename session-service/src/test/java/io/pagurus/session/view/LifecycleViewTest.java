package io.pagurus.session.view;

import static io.pagurus.session.fold.Entries.close;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.delete;
import static io.pagurus.session.fold.Entries.enqueue;
import static io.pagurus.session.fold.Entries.expire;
import static io.pagurus.session.fold.Entries.freeze;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.lease;
import static io.pagurus.session.fold.Entries.setState;
import static io.pagurus.session.fold.Entries.settle;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord.TaskSettled;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What rests, ends or waits in a queue, on a real Redis. */
class LifecycleViewTest {

    private static final String HASH = "claw:session:s1";
    private static final String HISTORY = "{claw:session:s1}:history";
    private static final String QUEUE = "{claw:session:s1}:queue";
    @RegisterExtension static final RealView view = new RealView();

    @Test
    void queuedTasksAreShownByTheTimeWhenTheyMatter() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(enqueue(1, "hk-1", "first", true));
        view.apply(enqueue(1, "hk-1", "second", false));
        // When
        view.apply(lease(1, "hk-1", "first", 1));
        // Then
        assertThat(view.list(QUEUE))
                .containsExactly(
                        "{\"taskId\":\"second\",\"visibleAt\":\"2026-01-01T00:00:00Z\",\"tool\":\"mail\","
                                + "\"idempotent\":false,\"offset\":12,\"attempts\":0,\"maxAttempts\":3}",
                        "{\"taskId\":\"first\",\"visibleAt\":\"2026-01-01T00:00:30Z\",\"tool\":\"clock\","
                                + "\"idempotent\":true,\"offset\":11,\"attempts\":1,\"maxAttempts\":3,"
                                + "\"leasedBy\":\"hk-1\"}");
        assertThat(view.ttl(QUEUE)).isBetween(3500L, 3600L);
    }

    @Test
    void aTaskThatCameToItsEndLeavesTheQueue() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(enqueue(1, "hk-1", "first", true));
        view.apply(lease(1, "hk-1", "first", 1));
        // When
        view.apply(settle(1, "hk-1", "first", 1, TaskSettled.DONE));
        // Then
        assertThat(view.list(QUEUE)).isEmpty();
    }

    @Test
    void aRebuiltQueueIsTheSteppedOne() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(setState(1, "hk-1", 0, "calm"));
        view.apply(enqueue(1, "hk-1", "first", true));
        view.apply(enqueue(1, "hk-1", "second", false));
        view.apply(lease(1, "hk-1", "second", 1));
        view.apply(commit(1, "hk-1", 1, "t1"));
        List<Object> stepped = view.everything();
        List<String> queue = view.list(QUEUE);
        view.answers(Request.cmd(Command.FLUSHALL));
        // When
        String answer = view.answer(view.commands.rebuild(view.content(), null));
        // Then
        assertThat(answer).isEqualTo("rebuilt");
        assertThat(view.everything()).isEqualTo(stepped);
        assertThat(view.list(QUEUE)).isEqualTo(queue).hasSize(2);
        assertThat(view.hash(HASH)).containsEntry("agent_state_version", "1");
    }

    @Test
    void frozenAndClosedSessionsStayToBeRead() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(commit(1, "hk-1", 1, "t1"));
        // When
        view.apply(freeze(1, "m-1"));
        String frozen = view.hash(HASH).get("state");
        view.apply(close(1));
        String closed = view.hash(HASH).get("state");
        // Then
        assertThat(frozen).isEqualTo("frozen");
        assertThat(closed).isEqualTo("closed");
        assertThat(view.list(HISTORY)).hasSize(1);
    }

    @Test
    void aDeletedSessionHasNoKeys() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(commit(1, "hk-1", 1, "t1"));
        view.apply(enqueue(1, "hk-1", "first", true));
        view.apply(start(1, "hk-1", "t2"));
        ViewStep deletion = view.step(delete(1));
        // When
        String once = view.answer(view.commands.step(deletion));
        String again = view.answer(view.commands.step(deletion));
        // Then
        assertThat(once).isEqualTo("applied");
        assertThat(again).isEqualTo("applied");
        assertThat(keys()).isEmpty();
        assertThat(view.answer(view.commands.rebuild(view.content(), null))).isEqualTo("applied");
        assertThat(keys()).isEmpty();
    }

    @Test
    void anExpiredSessionIsOpenedAnewWithoutARebuild() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(commit(1, "hk-1", 1, "t1"));
        ViewStep expiry = view.step(expire(1, 11));
        view.answer(view.commands.step(expiry));
        // When
        String opened = view.apply(grant(2, "jp-1"));
        String late = view.answer(view.commands.step(expiry));
        // Then
        assertThat(opened).isEqualTo("applied");
        assertThat(late).isEqualTo("seen");
        assertThat(view.hash(HASH)).containsEntry("epoch", "2").containsEntry("seq", "0");
        assertThat(view.list(HISTORY)).isEmpty();
    }

    @Test
    void anOpeningOverAViewThatShouldBeGoneIsAGap() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(commit(1, "hk-1", 1, "t1"));
        var _ = view.step(expire(1, 11));
        // When
        String opened = view.apply(grant(2, "jp-1"));
        // Then
        assertThat(opened).isEqualTo("gap");
    }

    private static List<String> keys() {
        return view.only(Request.cmd(Command.KEYS).arg("*session*")).stream()
                .map(Response::toString)
                .toList();
    }
}
