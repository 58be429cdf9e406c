package io.pagurus.session.history;

/**
 * Immutable. The first bytes of a chunk, which Redis reads too ({@code lua/read.lua}): format,
 * dictionary, first turn, number of turns.
 */
record ChunkHead(int dictionary, long first, int turns) {

    static final int FORMAT = 1;
    private static final int MOST_TURNS = 100_000;

    void write(ByteSink out) {
        out.put(FORMAT);
        out.put(dictionary);
        out.varint(first);
        out.varint(turns);
    }

    static ChunkHead read(ByteSource in) {
        int format = in.one();
        if (format != FORMAT) {
            throw new UnreadableChunkException("unknown format " + format);
        }
        int dictionary = in.one();
        long first = in.varint();
        long turns = in.varint();
        if (first < 1 || turns < 1 || turns > MOST_TURNS) {
            throw new UnreadableChunkException("turns that cannot be");
        }
        return new ChunkHead(dictionary, first, (int) turns);
    }
}
