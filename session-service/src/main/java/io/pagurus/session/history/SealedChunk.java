package io.pagurus.session.history;

import java.util.Arrays;

/**
 * Immutable. Some consecutive turns as {@link ChunkCodec} has sealed them; which ones, its first
 * bytes say without the rest being read.
 */
public final class SealedChunk {

    private final long first;
    private final long last;
    private final byte[] bytes;

    private SealedChunk(long first, long last, byte[] bytes) {
        this.first = first;
        this.last = last;
        this.bytes = bytes;
    }

    /**
     * A chunk as it was kept somewhere.
     *
     * @param bytes belong to the chunk from now on
     * @throws UnreadableChunkException when its beginning is no chunk's
     */
    public static SealedChunk of(byte[] bytes) {
        ChunkHead head = ChunkHead.read(new ByteSource(bytes));
        return new SealedChunk(head.first(), head.first() + head.turns() - 1, bytes);
    }

    /** The number of its first turn. */
    public long first() {
        return first;
    }

    /** The number of its last turn. */
    public long last() {
        return last;
    }

    /** Shared, not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedChunk that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "turns %d to %d in %d bytes".formatted(first, last, bytes.length);
    }
}
