package io.pagurus.protocol.explore;

import java.util.Arrays;

/**
 * Confined to one thread. The states that were met, numbered in the order of their discovery: their
 * codes lie in one array, so that a state costs its numbers and eight bytes more.
 */
final class Visited {

    static final int NO_PARENT = -1;
    private static final int FIRST_ROOM = 1 << 12;

    private final int width;
    private int[] codes;
    private int[] parents = new int[FIRST_ROOM];

    /** Number of a state plus 1; 0 is free. */
    private int[] table = new int[FIRST_ROOM * 2];

    private int size;

    Visited(int width) {
        this.width = width;
        this.codes = new int[FIRST_ROOM * width];
    }

    /** Whether the state is new, and now known. */
    boolean add(int[] code, int parent) {
        int slot = slot(code);
        if (table[slot] != 0) {
            return false;
        }
        makeRoom();
        System.arraycopy(code, 0, codes, size * width, width);
        parents[size] = parent;
        table[slot] = ++size;
        if (size * 2 > table.length) {
            rehash();
        }
        return true;
    }

    int size() {
        return size;
    }

    int parent(int state) {
        return parents[state];
    }

    void read(int state, int[] code) {
        System.arraycopy(codes, state * width, code, 0, width);
    }

    private int slot(int[] code) {
        int mask = table.length - 1;
        int slot = hash(code, 0) & mask;
        while (table[slot] != 0 && !isAt(code, table[slot] - 1)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(int[] code, int state) {
        return Arrays.equals(code, 0, width, codes, state * width, (state + 1) * width);
    }

    private int hash(int[] from, int begin) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < width; i++) {
            hash = (hash ^ from[begin + i]) * 0xFF51AFD7ED558CCDL;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private void makeRoom() {
        if (size == parents.length) {
            parents = Arrays.copyOf(parents, size * 2);
            codes = Arrays.copyOf(codes, size * 2 * width);
        }
    }

    private void rehash() {
        int[] larger = new int[table.length * 2];
        int mask = larger.length - 1;
        for (int state = 0; state < size; state++) {
            int slot = hash(codes, state * width) & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = state + 1;
        }
        table = larger;
    }
}
