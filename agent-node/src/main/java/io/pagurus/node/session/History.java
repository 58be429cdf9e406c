package io.pagurus.node.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.node.store.StoredTurn;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. The committed turns of a session, as messages in a row.
 *
 * @param turns how many turns there are
 */
public record History(int turns, List<JsonNode> messages) {

    public static final History EMPTY = new History(0, List.of());

    public History {
        messages = List.copyOf(messages);
    }

    public static History of(List<StoredTurn> turns) {
        return new History(
                turns.size(), turns.stream().flatMap(turn -> turn.messages().stream()).toList());
    }

    public History plus(List<JsonNode> turn) {
        List<JsonNode> all = new ArrayList<>(messages);
        all.addAll(turn);
        return new History(turns + 1, all);
    }
}
