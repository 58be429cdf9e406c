package io.pagurus.session.view;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.delete;
import static io.pagurus.session.fold.Entries.fail;
import static io.pagurus.session.fold.Entries.finish;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.intend;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts for steps and rebuilds on a real Redis. */
class ViewScriptsTest {

    @RegisterExtension static final RealView view = new RealView();

    @Test
    void aSessionsViewIsWhatTheDocumentsSay() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(start(1, "hk-1", "t1"));
        view.apply(intend(1, "hk-1", "t1", "step-1", true));
        view.apply(finish(1, "hk-1", "t1", "step-1"));
        // When
        String applied = view.apply(intend(1, "hk-1", "t1", "step-2", true));
        // Then
        assertThat(applied).isEqualTo("applied");
        assertThat(view.hash("claw:session:s1"))
                .containsEntry("session_id", "s1")
                .containsEntry("epoch", "1")
                .containsEntry("owner", "hk-1")
                .containsEntry("region", "hk")
                .containsEntry("state", "active")
                .containsEntry("seq", "0")
                .containsEntry("offset", "14")
                .containsEntry("principal", "alice")
                .containsEntry("region_last_seen", "hk")
                .containsEntry("running_turn", "t1")
                .containsEntry("pending_tasks", "1")
                .doesNotContainKey("agent_state");
        assertThat(view.hash("{claw:session:s1}:tasks")).containsOnlyKeys("step-1", "step-2");
        assertThat(view.ttl("claw:session:s1")).isBetween(7100L, 7200L);
        assertThat(view.ttl("{claw:session:s1}:tasks")).isBetween(3500L, 3600L);
    }

    @Test
    void aCommitAddsItsTurnAndDropsTheSteps() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(start(1, "hk-1", "t1"));
        view.apply(intend(1, "hk-1", "t1", "step-1", true));
        // When
        view.apply(commit(1, "hk-1", 1, "t1"));
        view.apply(commit(1, "hk-1", 2, "t2"));
        view.apply(commit(1, "hk-1", 3, "t3"));
        // Then
        assertThat(view.list("{claw:session:s1}:history"))
                .hasSize(3)
                .first()
                .asString()
                .contains("\"turnId\":\"t1\"", "answer of t1");
        assertThat(view.list("{claw:session:s1}:turns"))
                .containsExactly(ViewStep.turnMark("t2"), ViewStep.turnMark("t3"));
        assertThat(view.hash("{claw:session:s1}:tasks")).isEmpty();
        assertThat(view.hash("claw:session:s1"))
                .containsEntry("seq", "3")
                .doesNotContainKeys("running_turn", "running_since", "pending_tasks");
        assertThat(view.ttl("{claw:session:s1}:history")).isBetween(7100L, 7200L);
    }

    @Test
    void aFailedTurnDropsItsSteps() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(start(1, "hk-1", "t1"));
        view.apply(intend(1, "hk-1", "t1", "step-1", true));
        // When
        view.apply(fail(1, "hk-1", "t1"));
        // Then
        assertThat(view.hash("{claw:session:s1}:tasks")).isEmpty();
    }

    @Test
    void aStepIsAppliedOnce() {
        // Given
        view.apply(grant(1, "hk-1"));
        ViewStep commit = view.step(commit(1, "hk-1", 1, "t1"));
        // When
        String first = view.answer(view.commands.step(commit));
        String again = view.answer(view.commands.step(commit));
        // Then
        assertThat(first).isEqualTo("applied");
        assertThat(again).isEqualTo("seen");
        assertThat(view.list("{claw:session:s1}:history")).hasSize(1);
    }

    @Test
    void aStepAfterAGapIsRefused() {
        // Given
        view.apply(grant(1, "hk-1"));
        var _ = view.step(start(1, "hk-1", "t1"));
        // When
        String answer = view.answer(view.commands.step(view.step(commit(1, "hk-1", 1, "t1"))));
        // Then
        assertThat(answer).isEqualTo("gap");
        assertThat(view.hash("claw:session:s1"))
                .containsEntry("offset", "10")
                .containsEntry("seq", "0");
    }

    @Test
    void aStepOnALostViewIsAGap() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.answers(Request.cmd(Command.FLUSHALL));
        // When
        String answer = view.apply(start(1, "hk-1", "t1"));
        // Then
        assertThat(answer).isEqualTo("gap");
    }

    @Test
    void aRebuiltViewIsTheSteppedOne() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(commit(1, "hk-1", 1, "t1"));
        view.apply(start(1, "hk-1", "t2"));
        view.apply(intend(1, "hk-1", "t2", "step-1", false));
        view.apply(finish(1, "hk-1", "t2", "step-1"));
        List<Object> stepped = view.everything();
        view.answers(Request.cmd(Command.FLUSHALL));
        // When
        String answer = view.answer(view.commands.rebuild(view.content(), null));
        // Then
        assertThat(answer).isEqualTo("rebuilt");
        assertThat(view.everything()).isEqualTo(stepped);
    }

    @Test
    void aRebuildReplacesTheBrokenViewThatWasFoundAndNoNewerOne() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.apply(commit(1, "hk-1", 1, "t1"));
        SessionContent content = view.content();
        view.answers(
                Request.cmd(Command.HSET).arg("claw:session:s1").arg("offset").arg("9000"),
                Request.cmd(Command.DEL).arg("{claw:session:s1}:history"));
        // When
        String newer = view.answer(view.commands.rebuild(content, "11"));
        String found = view.answer(view.commands.rebuild(content, "9000"));
        // Then
        assertThat(newer).isEqualTo("seen");
        assertThat(found).isEqualTo("rebuilt");
        assertThat(view.list("{claw:session:s1}:history")).hasSize(1);
        assertThat(view.hash("claw:session:s1")).containsEntry("offset", "11");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claw:session:s1",
                "{claw:session:s1}:history",
                "{claw:session:s1}:tasks",
                "{claw:session:s1}:turns",
                "{claw:session:s1}:queue"
            })
    void aKeyOfAnotherTypeIsAGapThatARebuildReplaces(String key) {
        // Given
        view.apply(grant(1, "hk-1"));
        view.answers(Request.cmd(Command.SET).arg(key).arg("an operator's note"));
        // When
        String step = view.apply(commit(1, "hk-1", 1, "t1"));
        String rebuild = view.answer(view.commands.rebuild(view.content(), null));
        // Then
        assertThat(step).isEqualTo("gap");
        assertThat(rebuild).isEqualTo("rebuilt");
        assertThat(view.list("{claw:session:s1}:history")).hasSize(1);
        assertThat(view.hash("claw:session:s1")).containsEntry("offset", "11");
    }

    @Test
    void aKeyOfAnotherTypeGoesWithItsSession() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.answers(Request.cmd(Command.SET).arg("claw:session:s1").arg("an operator's note"));
        var _ = view.step(delete(1));
        // When
        String dropped = view.answer(view.commands.rebuild(view.content(), null));
        // Then
        assertThat(dropped).isEqualTo("applied");
        assertThat(view.only(Request.cmd(Command.EXISTS).arg("claw:session:s1")).toLong()).isZero();
    }

    @Test
    void scriptsSurviveARedisThatForgotThem() {
        // Given
        view.apply(grant(1, "hk-1"));
        view.answers(Request.cmd(Command.SCRIPT).arg("FLUSH"));
        // When
        String answer = view.apply(commit(1, "hk-1", 1, "t1"));
        // Then
        assertThat(answer).isEqualTo("applied");
    }
}
