package io.pagurus.session.snapshot;

import io.pagurus.session.fold.HeaderCodec;
import io.pagurus.session.fold.HeaderFormatException;
import io.pagurus.session.fold.HeaderInput;
import io.pagurus.session.fold.HeaderOutput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pure. A row as bytes and back, without its session's id: a version byte, the header by {@link
 * HeaderCodec} behind its length, then the bodies. Numbers are variable-length (LEB128), offsets of
 * a list are differences.
 */
public final class RowCodec {

    private static final int VERSION = 1;
    private static final int NO_STATE = 0;
    private static final int STATE_IN_JOURNAL = 1;
    private static final int STATE_IN_HISTORY = 2;

    /** A name's length and an offset. */
    private static final int ENTRY_BYTES = 3;

    private RowCodec() {}

    public static byte[] encode(Row row) {
        HeaderOutput out = new HeaderOutput();
        byte[] header = HeaderCodec.encode(row.header());
        out.oneByte(VERSION);
        out.number(header.length);
        out.some(header);
        out.number(row.changedAt().toEpochMilli());
        bodies(out, row.bodies());
        return out.bytes();
    }

    private static void bodies(HeaderOutput out, Bodies bodies) {
        out.number(bodies.open().size());
        long before = 0;
        for (long offset : bodies.open()) {
            out.number(offset - before);
            before = offset;
        }
        out.number(bodies.openMessages());
        out.number(bodies.chunks());
        out.number(bodies.lastChunk() + 1);
        out.number(bodies.entries().size());
        for (Map.Entry<String, Long> entry : bodies.entries().entrySet()) {
            name(out, entry.getKey());
            out.number(entry.getValue());
        }
        Bodies.StateAt state = bodies.state();
        out.number(
                state == null ? NO_STATE : state.inHistory() ? STATE_IN_HISTORY : STATE_IN_JOURNAL);
        if (state != null) {
            out.number(state.offset());
        }
    }

    /** Its length in two bytes, as rows had it from the beginning. */
    private static void name(HeaderOutput out, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        out.oneByte(utf8.length >> Byte.SIZE);
        out.oneByte(utf8.length);
        out.some(utf8);
    }

    /**
     * Reads a row back.
     *
     * @throws IllegalArgumentException for bytes that are no row of a version that is known
     */
    public static Row decode(String sessionId, byte[] bytes) {
        HeaderInput in = new HeaderInput(bytes);
        try {
            int version = in.oneByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("a snapshot row of version " + version);
            }
            byte[] header = in.some(in.number());
            Instant changedAt = Instant.ofEpochMilli(in.number());
            return new Row(HeaderCodec.decode(sessionId, header), bodies(in), changedAt);
        } catch (HeaderFormatException broken) {
            throw new IllegalArgumentException("a snapshot row that cannot be read", broken);
        }
    }

    private static Bodies bodies(HeaderInput in) {
        int size = in.count(1);
        List<Long> open = new ArrayList<>(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            before += in.number();
            open.add(before);
        }
        int openMessages = in.small();
        int chunks = in.small();
        long lastChunk = in.number() - 1;
        int named = in.count(ENTRY_BYTES);
        Map<String, Long> entries = new TreeMap<>();
        for (int i = 0; i < named; i++) {
            entries.put(name(in), in.number());
        }
        return new Bodies(open, openMessages, chunks, lastChunk, entries, state(in));
    }

    private static String name(HeaderInput in) {
        int length = in.oneByte() << Byte.SIZE | in.oneByte();
        return new String(in.some(length), StandardCharsets.UTF_8);
    }

    private static Bodies.@Nullable StateAt state(HeaderInput in) {
        int kind = in.small();
        if (kind == NO_STATE) {
            return null;
        }
        if (kind != STATE_IN_JOURNAL && kind != STATE_IN_HISTORY) {
            throw new IllegalArgumentException("a snapshot row with a state in an unknown place");
        }
        return new Bodies.StateAt(kind == STATE_IN_HISTORY, in.number());
    }
}
