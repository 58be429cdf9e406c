package io.pagurus.local.doctor;

/**
 * Immutable. What a check came to.
 *
 * @param what was looked at, with what was found
 * @param todo what to do about it; empty when all is well
 */
record Finding(String what, String todo) {

    static Finding ok(String what) {
        return new Finding(what, "");
    }

    boolean good() {
        return todo.isEmpty();
    }

    @Override
    public String toString() {
        return good() ? "ok       " + what : "problem  " + what + ": " + todo;
    }
}
