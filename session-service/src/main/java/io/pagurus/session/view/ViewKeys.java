package io.pagurus.session.view;

import java.util.List;

/**
 * Immutable. The names of the view's keys. The braces put all keys of one session into one slot of
 * a Redis Cluster: {@code claw:session:7f3a} hashes as a whole, and so does what the braces hold.
 */
public record ViewKeys(String prefix) {

    public String session(String sessionId) {
        return prefix + "session:" + sessionId;
    }

    public String history(String sessionId) {
        return "{" + session(sessionId) + "}:history";
    }

    public String tasks(String sessionId) {
        return "{" + session(sessionId) + "}:tasks";
    }

    public String turns(String sessionId) {
        return "{" + session(sessionId) + "}:turns";
    }

    /** The tasks that outlive their turn, by the time when somebody should look at them. */
    public String queue(String sessionId) {
        return "{" + session(sessionId) + "}:queue";
    }

    /** One hash of all sessions: session id → region. It outlives the views. */
    public String regionLastSeen() {
        return prefix + "region_last_seen";
    }

    /**
     * Random values that somebody put there; whoever empties this Redis takes them away. They are
     * many, so that in a Cluster each node has some.
     */
    String marker(int number) {
        return prefix + "view:marker:" + number;
    }

    /** How many steps one writer has sent; it goes back when Redis loses its last ones. */
    String written(String writer) {
        return prefix + "view:written:" + writer;
    }

    /** The keys of a session in the order in which the scripts take them. */
    List<String> all(String sessionId) {
        return List.of(
                session(sessionId),
                history(sessionId),
                tasks(sessionId),
                turns(sessionId),
                queue(sessionId));
    }
}
