package io.pagurus.session.journal;

import io.pagurus.session.fold.PartitionState;
import io.pagurus.session.snapshot.SnapshotLoader.Loaded;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * Confined to the journal reader's thread. One partition that this instance has, from its
 * assignment on: its snapshot is loaded (nothing is read) → it catches up (it is read, nobody is
 * answered) → it is served.
 */
final class Share {

    /** Where the share is on its way. */
    sealed interface Stage {

        /** Its snapshot is being read, on another thread. */
        record Loading(Future<Loaded> loaded) implements Stage {}

        /**
         * Its snapshot could not be read, and is read again after a pause.
         *
         * @param sinceNanos when that was found
         */
        record NotLoaded(long sinceNanos) implements Stage {}

        /**
         * Entries are folded that were there before.
         *
         * @param end the offset after the last of them
         */
        record CatchingUp(long end) implements Stage {}

        /** What is folded is new. */
        record Serving() implements Stage {}
    }

    private Stage stage;
    private Set<String> dirty = new HashSet<>();
    private PartitionState stored = PartitionState.NONE;

    /** The offset of the first entry that is not folded. */
    private long next;

    Share(Future<Loaded> loaded) {
        this.stage = new Stage.Loading(loaded);
    }

    Stage stage() {
        return stage;
    }

    void enter(Stage now) {
        stage = now;
    }

    /** Whether its sessions are known as of {@link #next()}. */
    boolean adopted() {
        return switch (stage) {
            case Stage.Loading _, Stage.NotLoaded _ -> false;
            case Stage.CatchingUp _, Stage.Serving _ -> true;
        };
    }

    boolean serving() {
        return stage instanceof Stage.Serving;
    }

    long next() {
        return next;
    }

    void next(long offset) {
        next = offset;
    }

    /** What the snapshot has beside sessions. */
    PartitionState stored() {
        return stored;
    }

    void stored(PartitionState now) {
        stored = now;
    }

    /** The session changed since the last snapshot. */
    void touch(String sessionId) {
        dirty.add(sessionId);
    }

    void touchAll(Set<String> sessionIds) {
        dirty.addAll(sessionIds);
    }

    boolean isDirty() {
        return !dirty.isEmpty();
    }

    /** The sessions that changed; they count as unchanged from now on. */
    Set<String> takeDirty() {
        Set<String> taken = dirty;
        dirty = new HashSet<>();
        return taken;
    }
}
