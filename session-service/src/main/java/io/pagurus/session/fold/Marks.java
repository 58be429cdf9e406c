package io.pagurus.session.fold;

import java.util.Arrays;

/**
 * Immutable. The last so many ids, the oldest first, each as eight bytes of its digest with four
 * bytes beside it. Compact, as every session has some; equal by content.
 */
final class Marks {

    static final Marks NONE = new Marks(new long[0], new int[0]);

    private final long[] ids;
    private final int[] beside;

    private Marks(long[] ids, int[] beside) {
        this.ids = ids;
        this.beside = beside;
    }

    /** Of arrays that nobody changes any more. */
    static Marks of(long[] ids, int[] beside) {
        if (ids.length != beside.length) {
            throw new IllegalArgumentException(ids.length + " ids, " + beside.length + " marks");
        }
        return ids.length == 0 ? NONE : new Marks(ids, beside);
    }

    int size() {
        return ids.length;
    }

    long id(int index) {
        return ids[index];
    }

    int beside(int index) {
        return beside[index];
    }

    /** The youngest place of an id; −1 when it is not among them. */
    int indexOf(long id) {
        for (int i = ids.length - 1; i >= 0; i--) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    /** With one more at the end; the oldest ones go when there are more than {@code limit}. */
    Marks plus(long id, int mark, int limit) {
        int gone = Math.max(0, ids.length + 1 - limit);
        long[] moreIds = Arrays.copyOfRange(ids, gone, ids.length + 1);
        int[] moreMarks = Arrays.copyOfRange(beside, gone, ids.length + 1);
        moreIds[moreIds.length - 1] = id;
        moreMarks[moreMarks.length - 1] = mark;
        return new Marks(moreIds, moreMarks);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Marks marks
                && Arrays.equals(ids, marks.ids)
                && Arrays.equals(beside, marks.beside);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(beside);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < ids.length; i++) {
            text.append(i == 0 ? "" : " ").append(Digest.hex(ids[i]));
        }
        return text.append(']').toString();
    }
}
