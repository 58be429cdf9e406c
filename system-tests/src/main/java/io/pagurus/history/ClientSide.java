package io.pagurus.history;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Immutable. All that the clients of a run asked for and were told, in the order of telling. */
public record ClientSide(List<Asked> asked, List<Told> told) {

    public ClientSide {
        asked = List.copyOf(asked);
        told = List.copyOf(told);
    }

    /** The sessions of the run; others in the same journal are no concern of it. */
    public Set<String> sessions() {
        return asked.stream().map(Asked::sessionId).collect(Collectors.toUnmodifiableSet());
    }
}
