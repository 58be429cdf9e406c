package io.pagurus.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.Owner;
import io.pagurus.history.JudgedEntry;
import io.pagurus.history.JudgedEntry.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalPictureTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JournalPicture picture =
            JournalPicture.of(
                            List.of(
                                    entry(grant(1, "hk-1"), Outcome.ACCEPTED),
                                    entry(turn(), Outcome.ACCEPTED),
                                    entry(grant(2, "jp-1"), Outcome.ACCEPTED),
                                    entry(grant(2, "us-1"), Outcome.REFUSED)))
                    .orElseThrow();

    @Test
    void refusedGrantMakesNobodyTheOwner() {
        // Then
        assertThat(picture.owner().node()).isEqualTo("jp-1");
        assertThat(picture.epoch()).isEqualTo(2);
    }

    @Test
    void answerThatSaysTheSameHasNoDifferences() throws IOException {
        // When
        List<String> differences = picture.differences(view("jp-1", "hi"));

        // Then
        assertThat(differences).isEmpty();
    }

    @Test
    void otherOwnerAndOtherMessagesAreBothTold() throws IOException {
        // When
        List<String> differences = picture.differences(view("us-1", "ho"));

        // Then
        assertThat(differences)
                .containsExactly(
                        "the owner is us-1 in session-service, jp-1 in the journal",
                        "session-service has other messages of turn t1");
    }

    private static JsonNode view(String owner, String text) throws IOException {
        return JSON.readTree(
                """
                {"epoch":2,"owner":{"node":"%s"},
                 "turns":[{"turnId":"t1","messages":[{"role":"user","content":"%s"}]}]}\
                """
                        .formatted(owner, text));
    }

    private static JournalRecord grant(long epoch, String node) {
        return new OwnershipGranted(
                "s1", epoch, new Owner(node, "hk"), "opened", null, null, Instant.EPOCH);
    }

    private static JournalRecord turn() {
        JsonNode message = JSON.createObjectNode().put("role", "user").put("content", "hi");
        return new TurnCommitted(
                "s1", 1, "hk-1", 1, "t1", "digest", Instant.EPOCH, List.of(message), null, null);
    }

    private static JudgedEntry entry(JournalRecord record, Outcome outcome) {
        return new JudgedEntry(0, 0, Instant.EPOCH, record, outcome, "");
    }
}
