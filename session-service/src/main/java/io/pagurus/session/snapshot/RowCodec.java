package io.pagurus.session.snapshot;

import io.pagurus.session.fold.HeaderCodec;
import io.pagurus.session.fold.HeaderFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static final byte VERSION = 1;
    private static final int NO_STATE = 0;
    private static final int STATE_IN_JOURNAL = 1;
    private static final int STATE_IN_HISTORY = 2;
    private static final int MAX_LIST = 1 << 16;

    private RowCodec() {}

    public static byte[] encode(Row row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            byte[] header = HeaderCodec.encode(row.header());
            out.writeByte(VERSION);
            number(out, header.length);
            out.write(header);
            number(out, row.changedAt().toEpochMilli());
            bodies(out, row.bodies());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void bodies(DataOutputStream out, Bodies bodies) throws IOException {
        number(out, bodies.open().size());
        long before = 0;
        for (long offset : bodies.open()) {
            number(out, offset - before);
            before = offset;
        }
        number(out, bodies.openMessages());
        number(out, bodies.chunks());
        number(out, bodies.lastChunk() + 1);
        number(out, bodies.entries().size());
        for (Map.Entry<String, Long> entry : bodies.entries().entrySet()) {
            out.writeUTF(entry.getKey());
            number(out, entry.getValue());
        }
        Bodies.StateAt state = bodies.state();
        number(
                out,
                state == null ? NO_STATE : state.inHistory() ? STATE_IN_HISTORY : STATE_IN_JOURNAL);
        if (state != null) {
            number(out, state.offset());
        }
    }

    /**
     * Reads a row back.
     *
     * @throws IllegalArgumentException for bytes that are no row of a version that is known
     */
    public static Row decode(String sessionId, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("a snapshot row of version " + version);
            }
            int length = count(in, bytes.length);
            byte[] header = in.readNBytes(length);
            Instant changedAt = Instant.ofEpochMilli(number(in));
            return new Row(HeaderCodec.decode(sessionId, header), bodies(in), changedAt);
        } catch (IOException | HeaderFormatException broken) {
            throw new IllegalArgumentException("a snapshot row that cannot be read", broken);
        }
    }

    private static Bodies bodies(DataInputStream in) throws IOException {
        int size = count(in, MAX_LIST);
        List<Long> open = new ArrayList<>(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            before += number(in);
            open.add(before);
        }
        int openMessages = count(in, Integer.MAX_VALUE);
        int chunks = count(in, Integer.MAX_VALUE);
        long lastChunk = number(in) - 1;
        int named = count(in, MAX_LIST);
        Map<String, Long> entries = new TreeMap<>();
        for (int i = 0; i < named; i++) {
            entries.put(in.readUTF(), number(in));
        }
        return new Bodies(open, openMessages, chunks, lastChunk, entries, state(in));
    }

    private static Bodies.@Nullable StateAt state(DataInputStream in) throws IOException {
        int kind = count(in, STATE_IN_HISTORY);
        return kind == NO_STATE ? null : new Bodies.StateAt(kind == STATE_IN_HISTORY, number(in));
    }

    private static void number(DataOutputStream out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static int count(DataInputStream in, int most) throws IOException {
        long count = number(in);
        if (count < 0 || count > most) {
            throw new IllegalArgumentException("a snapshot row with a count of " + count);
        }
        return (int) count;
    }

    private static long number(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a snapshot row with a number that does not end");
    }
}
