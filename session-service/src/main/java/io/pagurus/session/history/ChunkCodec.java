package io.pagurus.session.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.Turn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Thread-safe. Consecutive turns to bytes and back. A turn comes back whole, but of its request's
 * digest only the first 16 hex digits: the rest would be a sixth of the chunk, and no question
 * needs it, as the fold remembers the digests that it asks for.
 *
 * <p>A chunk is: its head ({@link ChunkHead}); the length of the marks and the marks ({@link
 * TurnMarks}); the length of the text; a CRC-32C of all of that, the text, and the text deflated,
 * since raw deflate notices no damage; the text, deflated against the dictionary.
 */
public final class ChunkCodec {

    /** No honest chunk is larger; a damaged one may say so. */
    private static final int MOST_TEXT_BYTES = 64 << 20;

    /** Deflate makes nothing smaller than by this. */
    private static final long MOST_RATIO = 1040;

    private final Dictionary newest;
    private final Map<Integer, Dictionary> byVersion = new HashMap<>();

    public ChunkCodec() {
        this(Dictionary.newest(), Dictionary.older());
    }

    /**
     * @param newest for all that is sealed
     * @param older of other versions, for what was sealed with them
     */
    public ChunkCodec(Dictionary newest, Dictionary... older) {
        this.newest = newest;
        for (Dictionary each : older) {
            byVersion.put(each.version(), each);
        }
        byVersion.put(newest.version(), newest);
    }

    /** The chunk of some turns, which must be consecutive. */
    public byte[] seal(List<Turn> turns) {
        ByteSink text = new ByteSink();
        ByteSink marks = new ByteSink();
        write(turns, marks, text);
        ByteSink out = new ByteSink();
        new ChunkHead(newest.version(), turns.getFirst().seq(), turns.size()).write(out);
        out.varint(marks.size());
        out.put(marks.bytes());
        out.varint(text.size());
        byte[] plain = text.bytes();
        byte[] deflated = deflated(plain);
        int check = check(out.bytes(), plain, deflated);
        out.put(ByteBuffer.allocate(Integer.BYTES).putInt(check).array());
        out.put(deflated);
        return out.bytes();
    }

    /** The part of a chunk that is deflated; what a dictionary is made of. */
    public static byte[] plainText(List<Turn> turns) {
        ByteSink text = new ByteSink();
        write(turns, new ByteSink(), text);
        return text.bytes();
    }

    /** What a turn adds to a chunk at most, before anything is deflated. */
    static long plainBytes(Turn turn) {
        ByteSink text = new ByteSink();
        ByteSink marks = new ByteSink();
        write(List.of(turn), marks, text);
        return (long) marks.size() + text.size();
    }

    private static void write(List<Turn> turns, ByteSink marks, ByteSink text) {
        TurnMarks before = new TurnMarks();
        long seq = turns.getFirst().seq();
        for (Turn turn : turns) {
            if (turn.seq() != seq++) {
                throw new IllegalArgumentException("turns that do not follow each other");
            }
            before.write(turn, marks, text);
            marks.varint(turn.messages().size());
            turn.messages().forEach(message -> MessageText.write(message, text));
        }
    }

    /**
     * The turns of a chunk.
     *
     * @throws UnreadableChunkException when they are not certainly the ones that were sealed
     */
    public List<Turn> open(byte[] chunk) {
        ByteSource in = new ByteSource(chunk);
        ChunkHead head = ChunkHead.read(in);
        Dictionary dictionary = byVersion.get(head.dictionary());
        if (dictionary == null) {
            throw new UnreadableChunkException("unknown dictionary " + head.dictionary());
        }
        ByteSource marks = new ByteSource(in.many(in.varint()));
        long textBytes = in.varint();
        if (textBytes < 0 || textBytes > MOST_TEXT_BYTES) {
            throw new UnreadableChunkException("a text of " + textBytes + " bytes");
        }
        byte[] before = new ByteSource(chunk).many(in.position());
        int expected = ByteBuffer.wrap(in.many(Integer.BYTES)).getInt();
        byte[] deflated = in.rest();
        byte[] plain = inflated(deflated, (int) textBytes, dictionary);
        if (check(before, plain, deflated) != expected) {
            throw new UnreadableChunkException("it is damaged");
        }
        return read(head, marks, new ByteSource(plain));
    }

    private static List<Turn> read(ChunkHead head, ByteSource marks, ByteSource text) {
        TurnMarks before = new TurnMarks();
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < head.turns(); i++) {
            TurnMarks.Marks mark = before.read(marks, text);
            List<JsonNode> messages = new ArrayList<>();
            for (long left = marks.varint(); left > 0; left--) {
                messages.add(MessageText.read(text));
            }
            turns.add(
                    new Turn(
                            head.first() + i,
                            mark.epoch(),
                            mark.node(),
                            mark.turnId(),
                            mark.requestDigest(),
                            mark.startedAt(),
                            messages));
        }
        if (!marks.atEnd() || !text.atEnd()) {
            throw new UnreadableChunkException("it holds more than its turns");
        }
        return List.copyOf(turns);
    }

    private static int check(byte[] before, byte[] plain, byte[] deflated) {
        CRC32C crc = new CRC32C();
        crc.update(before);
        crc.update(plain);
        crc.update(deflated);
        return (int) crc.getValue();
    }

    /** Its native memory is given back at once: threads come and go by the thousand here. */
    private byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(newest.text());
            deflater.setInput(plain);
            deflater.finish();
            ByteSink out = new ByteSink();
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                int written = deflater.deflate(buffer);
                out.put(buffer, written);
            }
            return out.bytes();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] deflated, int size, Dictionary dictionary) {
        if (size > MOST_RATIO * (deflated.length + 1)) {
            throw new UnreadableChunkException("its text ends too early");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(dictionary.text());
            inflater.setInput(deflated);
            byte[] plain = new byte[size];
            int read = 0;
            while (read < size) {
                int more = inflater.inflate(plain, read, size - read);
                if (more == 0) {
                    throw new UnreadableChunkException("its text ends too early");
                }
                read += more;
            }
            boolean more = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
            if (more || inflater.getRemaining() > 0 || !inflater.finished()) {
                throw new UnreadableChunkException("its text does not end where it should");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new UnreadableChunkException("its text is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
