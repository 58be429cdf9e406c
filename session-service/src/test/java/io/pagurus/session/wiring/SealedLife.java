package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.message;

import io.pagurus.events.JournalRecord;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Pure. Entries of a session that says the canary's word wherever an entry can say one, and keys.
 */
final class SealedLife {

    static final Map<String, String> FIRST = keys("k1", Map.of("k1", 1));

    private SealedLife() {}

    static JournalRecord.TurnCommitted turn(String session, long epoch, long seq) {
        String node = "hk-1";
        return commit(session, epoch, node, seq, "t" + seq, "answer " + seq + " " + Canary.WORD);
    }

    static JournalRecord state(String session, long epoch, long version, String state) {
        return new JournalRecord.AgentStateSet(
                session, epoch, "hk-1", version, message("state", state));
    }

    static JournalRecord enqueued(String session, String task) {
        return new JournalRecord.TaskEnqueued(
                session, 1, "hk-1", task, "mail", false, message("input", Canary.WORD), T0, 3);
    }

    static JournalRecord leased(String session, String task) {
        return new JournalRecord.TaskLeased(session, 1, "hk-1", task, 1, T0);
    }

    static JournalRecord settled(String session, String task, String result) {
        return new JournalRecord.TaskSettled(
                session,
                1,
                "hk-1",
                task,
                1,
                JournalRecord.TaskSettled.DONE,
                message("result", result),
                null);
    }

    static Map<String, String> keys(String active, Map<String, Integer> seeds) {
        Map<String, String> settings = new HashMap<>();
        settings.put("pagurus.encryption.active-key", active);
        seeds.forEach((id, seed) -> {
            byte[] secret = new byte[32];
            secret[0] = seed.byteValue();
            settings.put(
                    "pagurus.encryption.keys." + id, Base64.getEncoder().encodeToString(secret));
        });
        return settings;
    }
}
