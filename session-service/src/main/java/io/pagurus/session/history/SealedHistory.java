package io.pagurus.session.history;

import io.pagurus.session.fold.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. A session's turns, split into sealed chunks and the open turns after them. Which turns
 * make a chunk follows from the turns alone, so all who split a history get the same chunks.
 *
 * @param sealed in order
 * @param open the turns after the last chunk, fewer than make another one
 */
public record SealedHistory(List<SealedChunk> sealed, List<Turn> open) {

    /** A chunk ends with the turn with which it has at least so many messages. */
    public static final int MESSAGES_PER_CHUNK = 10;

    /**
     * And with the last turn with which it has no more bytes, should none of them deflate: a chunk
     * is one record, and Kafka's largest is 1 MiB unless somebody says otherwise.
     */
    public static final int BYTES_PER_CHUNK = 900_000;

    public SealedHistory {
        sealed = List.copyOf(sealed);
        open = List.copyOf(open);
    }

    /** All of a session's turns, from the first one. */
    public static SealedHistory of(List<Turn> turns, ChunkCodec codec) {
        return of(List.of(), turns, codec);
    }

    /** The turns of some chunks, and those after them, which may make other ones. */
    public static SealedHistory of(List<SealedChunk> chunks, List<Turn> turns, ChunkCodec codec) {
        List<SealedChunk> sealed = new ArrayList<>(chunks);
        List<Turn> open = turns;
        for (int n = sealable(open); n > 0; n = sealable(open)) {
            sealed.add(SealedChunk.of(codec.seal(open.subList(0, n))));
            open = open.subList(n, open.size());
        }
        return new SealedHistory(sealed, open);
    }

    /** How many of the open turns make the next chunk; 0 when they are too few. */
    public static int sealable(List<Turn> open) {
        int messages = 0;
        for (int i = 0; i < open.size(); i++) {
            messages += open.get(i).messages().size();
            if (messages >= MESSAGES_PER_CHUNK) {
                return fitting(open.subList(0, i + 1), BYTES_PER_CHUNK);
            }
        }
        return 0;
    }

    /** How many turns, from the first one on, make no more bytes; one at least, however large. */
    public static int fitting(List<Turn> open, int mostBytes) {
        long bytes = ChunkCodec.plainBytes(open.getFirst());
        int fitting = 1;
        while (fitting < open.size()) {
            bytes += ChunkCodec.plainBytes(open.get(fitting));
            if (bytes > mostBytes) {
                return fitting;
            }
            fitting++;
        }
        return fitting;
    }

    /** The messages of the open turns. */
    public int openMessages() {
        return open.stream().mapToInt(turn -> turn.messages().size()).sum();
    }

    /**
     * The turns after one of them.
     *
     * @param since the number of the last turn that is left out, 0 for all
     */
    public List<Turn> turns(long since, ChunkCodec codec) {
        List<Turn> turns = new ArrayList<>();
        for (SealedChunk chunk : sealed) {
            if (chunk.last() > since) {
                turns.addAll(codec.open(chunk.bytes()));
            }
        }
        turns.addAll(open);
        turns.removeIf(turn -> turn.seq() <= since);
        return List.copyOf(turns);
    }

    /**
     * The ids of some turns, in order; chunks without any of them stay closed.
     *
     * @param from the number of the first turn
     * @param to the number of the last one
     */
    public List<String> turnIds(long from, long to, ChunkCodec codec) {
        List<SealedChunk> needed = sealed.stream().filter(chunk -> chunk.first() <= to).toList();
        return new SealedHistory(needed, open)
                .turns(from - 1, codec).stream()
                        .filter(turn -> turn.seq() <= to)
                        .map(Turn::turnId)
                        .toList();
    }

    /** The number of the last sealed turn; 0 when there is none. */
    public long lastSealed() {
        return sealed.isEmpty() ? 0 : sealed.getLast().last();
    }
}
