package io.pagurus.session.history;

import io.pagurus.session.fold.Turn;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread; one for each chunk written or read. What a turn says besides its
 * messages, as a difference to the turn before. What is random (ids, digests) stands apart as
 * bytes: as text in the deflated part it would cost more than it says.
 */
final class TurnMarks {

    private static final int NEW_NODE = 1;
    private static final int NEW_EPOCH = 1 << 1;
    private static final int ID_HEX = 1 << 2;
    private static final int ID_UUID = 1 << 3;
    private static final int SAME_PREFIX = 1 << 4;
    private static final int DIGEST_HEX = 1 << 5;
    private static final int FRACTION_SHIFT = 6;

    /** Nanoseconds in the unit of each form of a fraction: none, ms, µs, ns. */
    private static final int[] FRACTIONS = {0, 1_000_000, 1_000, 1};

    /** Of a request's digest, 64 hex digits, so many are kept; the fold has its own. */
    static final int DIGEST_DIGITS = 16;

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern HEX_ID = Pattern.compile("(?s)(.*?)([0-9a-f]{32})");
    private static final Pattern UUID_ID =
            Pattern.compile(
                    "(?s)(.*?)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");
    private static final Pattern DIGEST =
            Pattern.compile("[0-9a-f]{" + DIGEST_DIGITS + "}|[0-9a-f]{64}");

    private @Nullable String node;
    private String prefix = "";
    private long epoch;
    private long second;

    void write(Turn turn, ByteSink loose, ByteSink text) {
        var hex = HEX_ID.matcher(turn.turnId());
        var uuid = UUID_ID.matcher(turn.turnId());
        var id = hex.matches() ? hex : uuid.matches() ? uuid : null;
        boolean digest = DIGEST.matcher(turn.requestDigest()).matches();
        Instant startedAt = turn.startedAt();
        long startedSecond = startedAt.getEpochSecond();
        int nanos = startedAt.getNano();
        int fraction = fractionForm(nanos);
        int flags = fraction << FRACTION_SHIFT;
        flags |= turn.node().equals(node) ? 0 : NEW_NODE;
        flags |= turn.epoch() == epoch ? 0 : NEW_EPOCH;
        flags |= id == null ? 0 : id == hex ? ID_HEX : ID_UUID;
        flags |= id != null && id.group(1).equals(prefix) ? SAME_PREFIX : 0;
        flags |= digest ? DIGEST_HEX : 0;
        loose.put(flags);
        if ((flags & NEW_NODE) != 0) {
            text.text(turn.node());
        }
        if ((flags & NEW_EPOCH) != 0) {
            loose.signed(turn.epoch() - epoch);
        }
        if ((flags & SAME_PREFIX) == 0) {
            text.text(id == null ? turn.turnId() : id.group(1));
        }
        if (id != null) {
            loose.put(HEX.parseHex(id.group(2).replace("-", "")));
            prefix = id.group(1);
        }
        if (digest) {
            loose.put(HEX.parseHex(turn.requestDigest().substring(0, DIGEST_DIGITS)));
        } else {
            text.text(turn.requestDigest());
        }
        loose.signed(startedSecond - second);
        if (fraction > 0) {
            loose.varint(nanos / FRACTIONS[fraction]);
        }
        second = startedSecond;
        node = turn.node();
        epoch = turn.epoch();
    }

    private static int fractionForm(int nanos) {
        if (nanos == 0) {
            return 0;
        }
        return nanos % FRACTIONS[1] == 0 ? 1 : nanos % FRACTIONS[2] == 0 ? 2 : 3;
    }

    /** What {@link #write} wrote; the messages are added by the caller. */
    Marks read(ByteSource loose, ByteSource text) {
        int flags = loose.one();
        if ((flags & NEW_NODE) != 0) {
            node = text.text();
        }
        if ((flags & NEW_EPOCH) != 0) {
            epoch += loose.signed();
        }
        String turnId = readId(flags, loose, text);
        String digest =
                (flags & DIGEST_HEX) != 0
                        ? HEX.formatHex(loose.many(DIGEST_DIGITS / 2))
                        : text.text();
        Instant startedAt = readTime(flags >> FRACTION_SHIFT, loose);
        if (node == null) {
            throw new UnreadableChunkException("a turn of no node");
        }
        return new Marks(epoch, node, turnId, digest, startedAt);
    }

    private String readId(int flags, ByteSource loose, ByteSource text) {
        String found = (flags & SAME_PREFIX) != 0 ? prefix : text.text();
        if ((flags & (ID_HEX | ID_UUID)) == 0) {
            return found;
        }
        prefix = found;
        String hex = HEX.formatHex(loose.many(16));
        return found
                + ((flags & ID_HEX) != 0
                        ? hex
                        : String.join(
                                "-",
                                hex.substring(0, 8),
                                hex.substring(8, 12),
                                hex.substring(12, 16),
                                hex.substring(16, 20),
                                hex.substring(20)));
    }

    private Instant readTime(int fraction, ByteSource loose) {
        second += loose.signed();
        long nanos = fraction > 0 ? loose.varint() * FRACTIONS[fraction] : 0;
        try {
            return Instant.ofEpochSecond(second, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnreadableChunkException("a time that cannot be", e);
        }
    }

    /** Immutable. A turn without its number and its messages. */
    record Marks(long epoch, String node, String turnId, String requestDigest, Instant startedAt) {}
}
