package io.pagurus.history;

import java.util.List;

/**
 * Immutable. What the checker says of a run.
 *
 * @param acknowledged turns that a client was told of
 * @param lost those of them that the accepted history does not have, or not with that answer
 * @param doubled turns that are in the history twice, or were told twice with a difference
 * @param restarted turns that were started more than once
 * @param uncertain turns that stand still because a tool step may or may not have had its effect
 */
public record Judgement(
        List<Finding> findings,
        int acknowledged,
        int lost,
        int doubled,
        int restarted,
        int uncertain) {

    public Judgement {
        findings = List.copyOf(findings);
    }

    public boolean holds() {
        return findings.isEmpty();
    }
}
