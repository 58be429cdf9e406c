package io.pagurus.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.node.chat.ChatMessages;
import io.pagurus.node.store.SessionStore.Commit;
import io.pagurus.node.store.SessionStore.Intent;
import io.pagurus.node.store.SessionStore.TurnRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node may expect of session-service, whichever way it asks. */
abstract class SessionStoreContract {

    private static final TurnRef TURN = new TurnRef("s1", 1, "alice~t1");
    private static final JsonNode EMPTY = JsonNodeFactory.instance.objectNode();

    final FakeSessions sessions = new FakeSessions();

    abstract SessionStore as(String node);

    @Test
    void aCommittedTurnIsInTheHistoryAndInTheNextStartsVerdict() {
        // Given
        sessions.grant("s1", "hk-1", "hk");
        SessionStore node = as("hk-1");
        node.start(TURN, "d1", true);

        // When
        StoreReply<SessionStore.Accepted> reply = node.commit(TURN, commit());

        // Then
        StoredTurn stored =
                new StoredTurn(1, "alice~t1", FakeSessions.FIRST_START, commit().messages());
        assertThat(reply).isEqualTo(new StoreReply.Answer<>(new SessionStore.Accepted()));
        assertThat(node.load("s1"))
                .isEqualTo(
                        new StoreReply.Answer<>(
                                new StoredSession(
                                        new Ownership(1, "hk-1", "hk"), 0, List.of(stored))));
        assertThat(node.start(TURN, "d1", true))
                .isEqualTo(new StoreReply.Answer<>(new TurnVerdict.Committed(stored)));
    }

    @Test
    void aRepeatedStartTellsTheStepsThatWereRecorded() {
        // Given
        sessions.grant("s1", "hk-1", "hk");
        SessionStore node = as("hk-1");
        node.start(TURN, "d1", false);
        JsonNode result = JsonNodeFactory.instance.objectNode().put("content", "noon");
        node.intend(TURN, new Intent("step-1", "clock", true, EMPTY));
        node.finish(TURN, "step-1", result);
        node.intend(TURN, new Intent("step-2", "mail", false, EMPTY));

        // When
        StoreReply<TurnVerdict> again = node.start(TURN, "d1", false);

        // Then
        assertThat(again)
                .isEqualTo(
                        new StoreReply.Answer<>(
                                new TurnVerdict.Started(
                                        FakeSessions.FIRST_START,
                                        1,
                                        List.of(
                                                new TurnVerdict.Step(
                                                        "step-1", "clock", true, result),
                                                new TurnVerdict.Step(
                                                        "step-2", "mail", false, null)))));
    }

    @Test
    void aReplacedOwnerIsFencedWhateverItWrites() {
        // Given
        sessions.grant("s1", "hk-1", "hk");
        SessionStore node = as("hk-1");
        node.start(TURN, "d1", false);

        // When
        Ownership current = sessions.grant("s1", "jp-1", "jp");

        // Then
        StoreReply.Denied<?> fenced = new StoreReply.Denied<>(new Denial.Fenced(current));
        assertThat(node.start(TURN, "d1", false)).isEqualTo(fenced);
        assertThat(node.intend(TURN, new Intent("step-1", "clock", true, EMPTY))).isEqualTo(fenced);
        assertThat(node.finish(TURN, "step-1", EMPTY)).isEqualTo(fenced);
        assertThat(node.commit(TURN, commit())).isEqualTo(fenced);
        assertThat(node.fail(TURN, "no")).isEqualTo(fenced);
    }

    @Test
    void anEarlierStartIsToldThatALaterOneHasReplacedIt() {
        // Given
        sessions.grant("s1", "hk-1", "hk");
        SessionStore node = as("hk-1");
        node.start(TURN.numbered(1), "d1", false);

        // When
        node.start(TURN.numbered(7), "d1", false);

        // Then
        StoreReply.Denied<?> replaced = new StoreReply.Denied<>(new Denial.Replaced(7));
        assertThat(node.start(TURN.numbered(1), "d1", false)).isEqualTo(replaced);
        assertThat(node.intend(TURN.numbered(1), new Intent("step-1", "clock", true, EMPTY)))
                .isEqualTo(replaced);
        assertThat(node.commit(TURN.numbered(1), commit())).isEqualTo(replaced);
        assertThat(node.load("s1"))
                .isEqualTo(
                        new StoreReply.Answer<>(
                                new StoredSession(new Ownership(1, "hk-1", "hk"), 7, List.of())));
    }

    @Test
    void whyTheOwnersWriteIsRefusedIsTold() {
        // Given
        sessions.grant("s1", "hk-1", "hk");
        SessionStore node = as("hk-1");
        Denial conflict = new Denial.Refused("conflict", "too-many-steps", false);
        Denial frozen = new Denial.Refused("frozen", "frozen", true);
        Denial closed = new Denial.Refused("closed", "closed", false);

        for (Denial denial : List.of(conflict, frozen, closed)) {
            // When
            sessions.refuse("s1", denial);

            // Then
            assertThat(node.commit(TURN, commit())).isEqualTo(new StoreReply.Denied<>(denial));
        }
    }

    @Test
    void aSessionInQuarantineTakesNothing() {
        // Given
        sessions.grant("s1", "hk-1", "hk");
        sessions.quarantine("s1");

        // When
        StoreReply<TurnVerdict> reply = as("hk-1").start(TURN, "d1", false);

        // Then
        assertThat(reply).isEqualTo(new StoreReply.Denied<>(new Denial.Quarantined()));
    }

    @Test
    void aTurnIdWithAnotherDigestIsAMismatch() {
        // Given
        sessions.grant("s1", "hk-1", "hk");
        as("hk-1").start(TURN, "d1", false);

        // When
        StoreReply<TurnVerdict> other = as("hk-1").start(TURN, "d2", false);

        // Then
        assertThat(other).isEqualTo(new StoreReply.Denied<>(new Denial.DigestMismatch()));
    }

    @Test
    void anUnknownSessionIsUnknownAndAnAbsentServiceAway() {
        // Given
        SessionStore node = as("hk-1");

        // When
        StoreReply<StoredSession> unknown = node.load("nobody");
        sessions.away(true);
        StoreReply<StoredSession> away = node.load("nobody");

        // Then
        assertThat(unknown).isEqualTo(new StoreReply.Denied<>(new Denial.UnknownSession()));
        assertThat(away).isEqualTo(new StoreReply.Denied<>(new Denial.Away("status 503")));
    }

    private static Commit commit() {
        return new Commit(
                1, "d1", FakeSessions.FIRST_START, List.of(ChatMessages.assistant("yes")));
    }
}
