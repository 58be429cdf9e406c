package io.pagurus.session.view;

import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.history.SealedHistory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pure. The fields of a session's hash; an empty value means that the field is absent. */
final class ViewFields {

    private ViewFields() {}

    static Map<String, String> of(SessionHeader header) {
        RunningTurn running = header.running();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("session_id", header.sessionId());
        fields.put("epoch", Long.toString(header.epoch()));
        fields.put("owner", header.owner() == null ? "" : header.owner().node());
        fields.put("region", header.owner() == null ? "" : header.owner().region());
        fields.put("state", header.state().text());
        fields.put("seq", Long.toString(header.seq()));
        fields.put("partition", Integer.toString(header.partition()));
        fields.put("principal", orEmpty(header.principal()));
        fields.put("region_last_seen", orEmpty(header.regionLastSeen()));
        fields.put("running_turn", running == null ? "" : running.turnId());
        fields.put("running_since", running == null ? "" : running.startedAt().toString());
        fields.put("pending_tasks", running == null ? "" : pending(running));
        fields.put("agent_state_version", unlessZero(header.agentStateVersion()));
        return fields;
    }

    /** Those of a whole session, with what the steps and the seals count. */
    static Map<String, String> of(SessionContent content) {
        Map<String, String> fields = of(content.header());
        SealedHistory history = content.history();
        if (content.agentState() != null) {
            fields.put("agent_state", content.agentState().toString());
        }
        if (content.header().seq() > 0) {
            fields.put("sealed", HistoryCounts.of(history).text());
        }
        return fields;
    }

    private static String pending(RunningTurn running) {
        return unlessZero(running.pending().size());
    }

    private static String unlessZero(long number) {
        return number == 0 ? "" : Long.toString(number);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
