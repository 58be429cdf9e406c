package io.pagurus.protocol.world;

/**
 * Immutable. One instance's copy of a partition's sessions.
 *
 * @param generation under which it was given the partition; 0 when it never was
 * @param line number of what it has folded
 * @param position of the entry that it reads next
 */
record Copy(int generation, int line, int position) {

    static final Copy NONE = new Copy(0, 0, 0);

    boolean serves() {
        return generation > 0;
    }
}
