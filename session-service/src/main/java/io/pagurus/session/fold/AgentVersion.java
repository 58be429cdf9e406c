package io.pagurus.session.fold;

/**
 * Immutable. Which state of the agent is the current one.
 *
 * @param version 0 before the first; rises by 1 with each
 * @param digest eight bytes that stand for it
 */
public record AgentVersion(long version, long digest) {

    public static final AgentVersion NONE = new AgentVersion(0, 0);

    AgentVersion next(long itsDigest) {
        return new AgentVersion(version + 1, itsDigest);
    }
}
