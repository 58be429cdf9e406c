package io.pagurus.protocol.world;

/**
 * Immutable. What a node is doing.
 *
 * @param turn that it runs
 * @param answer that it will give, or has been told to give
 * @param epoch in which it believes
 * @param seq that it believes the turn will have
 * @param life in which of the session's lives it began
 * @param start the number of its start; 0 where nobody counts
 * @param awaited number of the entry whose verdict it waits for; −1 when it waits for none
 */
record Work(
        Stage stage, int turn, int answer, int epoch, int seq, int life, int start, int awaited) {

    enum Stage {
        IDLE,
        STARTING,
        INTENDING,
        /** The tool may be called. */
        CALLING,
        FINISHING,
        COMMITTING,
        LEASING,
        /** The tool of the queued task may be called. */
        AT_TASK,
        SETTLING,
        /** The client may be told. */
        JUDGED
    }

    static final int NOTHING = -1;
    static final Work IDLE = new Work(Stage.IDLE, 0, 0, 0, 0, 0, 0, NOTHING);

    static Work starting(int turn, int answer, int epoch, int life, int start, int entry) {
        return new Work(Stage.STARTING, turn, answer, epoch, 0, life, start, entry);
    }

    Work waiting(Stage next, int entry) {
        return new Work(next, turn, answer, epoch, seq, life, start, entry);
    }

    Work started(int turnSeq) {
        return new Work(stage, turn, answer, epoch, turnSeq, life, start, awaited);
    }

    Work calling() {
        return new Work(Stage.CALLING, turn, answer, epoch, seq, life, start, NOTHING);
    }

    /** At the queued task: the answer is the number of the attempt. */
    static Work leasing(int attempt, int epoch, int entry) {
        return new Work(Stage.LEASING, 0, attempt, epoch, 0, 0, 0, entry);
    }

    Work atTask() {
        return new Work(Stage.AT_TASK, turn, answer, epoch, seq, life, start, NOTHING);
    }

    Work judged(int toTell) {
        return new Work(Stage.JUDGED, turn, toTell, epoch, seq, life, start, NOTHING);
    }

    boolean waits() {
        return awaited != NOTHING;
    }
}
