package io.pagurus.session.fold;

import io.pagurus.events.Owner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. A header as the bytes that a snapshot keeps, and back: the same header to the last
 * field. The session's id is not among them, since it is the snapshot's key.
 *
 * <p>A byte of version, a byte of flags, then what every session has; what is rare costs a bit
 * where it is not there. The version changes with any other layout, and what is not known is
 * refused.
 */
public final class HeaderCodec {

    static final int VERSION = 2;

    /**
     * Without the number of the last start. Written while there is none, so that instances which
     * read nothing else read it as long as no mark has made them superfluous.
     */
    static final int WITHOUT_ATTEMPT = 1;

    private static final int STATE = 0b111;
    private static final int RUNNING = 1 << 3;
    private static final int UNSETTLED = 1 << 4;
    private static final int TASKS = 1 << 5;
    private static final int AGENT = 1 << 6;
    private static final int REGION_IS_OWNERS = 1 << 7;

    private HeaderCodec() {}

    /** The header without its session's id. */
    public static byte[] encode(SessionHeader h) {
        HeaderOutput out = new HeaderOutput();
        out.oneByte(h.attempt() == 0 ? WITHOUT_ATTEMPT : VERSION);
        out.oneByte(flags(h));
        state(out, h.state());
        out.number(h.epoch());
        if (h.attempt() > 0) {
            out.number(h.attempt());
        }
        owner(out, h.owner());
        out.number(h.seq());
        out.number(h.partition());
        out.signed(h.firstOffset());
        out.signed(h.lastOffset() - h.firstOffset());
        out.text(h.principal());
        if (!regionIsOwners(h)) {
            out.text(h.regionLastSeen());
        }
        window(out, h.window(), h.lastOffset());
        if (!h.agent().equals(AgentVersion.NONE)) {
            out.number(h.agent().version());
            out.fixed(h.agent().digest());
        }
        TurnCodec turns = new TurnCodec(h.firstOffset());
        if (h.running() != null) {
            turns.write(out, h.running());
        }
        if (!h.unsettled().equals(Unsettled.NONE)) {
            turns.write(out, h.unsettled());
        }
        if (!h.tasks().equals(TaskQueue.EMPTY)) {
            new QueueCodec(h.firstOffset()).write(out, h.tasks());
        }
        return out.bytes();
    }

    /**
     * The header that the bytes are of.
     *
     * @throws HeaderFormatException when they are not one that this version can read
     */
    public static SessionHeader decode(String sessionId, byte[] bytes) {
        try {
            return read(sessionId, new HeaderInput(bytes));
        } catch (HeaderFormatException broken) {
            throw broken;
        } catch (RuntimeException broken) {
            throw new HeaderFormatException("a value that cannot be", broken);
        }
    }

    private static SessionHeader read(String sessionId, HeaderInput in) {
        int version = in.oneByte();
        if (version != VERSION && version != WITHOUT_ATTEMPT) {
            throw new HeaderFormatException(
                    "a header of format " + version + "; this version reads " + VERSION);
        }
        int flags = in.oneByte();
        SessionState state = state(in, flags & STATE);
        long epoch = in.number();
        long attempt = version == WITHOUT_ATTEMPT ? 0 : in.number();
        Owner owner = owner(in);
        long seq = in.number();
        int partition = in.small();
        long firstOffset = in.signed();
        long lastOffset = firstOffset + in.signed();
        String principal = in.optionalText();
        String region = (flags & REGION_IS_OWNERS) == 0 ? in.optionalText() : regionOf(owner);
        TurnWindow window = window(in, lastOffset);
        AgentVersion agent =
                (flags & AGENT) == 0
                        ? AgentVersion.NONE
                        : new AgentVersion(in.number(), in.fixedLong());
        TurnCodec turns = new TurnCodec(firstOffset);
        RunningTurn running = (flags & RUNNING) == 0 ? null : turns.turn(in);
        Unsettled unsettled = (flags & UNSETTLED) == 0 ? Unsettled.NONE : turns.unsettled(in);
        TaskQueue tasks =
                (flags & TASKS) == 0 ? TaskQueue.EMPTY : new QueueCodec(firstOffset).read(in);
        in.mustEnd();
        return new SessionHeader(
                sessionId,
                epoch,
                owner,
                state,
                seq,
                partition,
                firstOffset,
                lastOffset,
                principal,
                region,
                running,
                attempt,
                window,
                agent,
                unsettled,
                tasks);
    }

    private static int flags(SessionHeader h) {
        return stateTag(h.state())
                | (h.running() == null ? 0 : RUNNING)
                | (h.unsettled().equals(Unsettled.NONE) ? 0 : UNSETTLED)
                | (h.tasks().equals(TaskQueue.EMPTY) ? 0 : TASKS)
                | (h.agent().equals(AgentVersion.NONE) ? 0 : AGENT)
                | (regionIsOwners(h) ? REGION_IS_OWNERS : 0);
    }

    private static boolean regionIsOwners(SessionHeader h) {
        return h.owner() != null && h.owner().region().equals(h.regionLastSeen());
    }

    private static @Nullable String regionOf(@Nullable Owner owner) {
        if (owner == null) {
            throw new HeaderFormatException("the owner's region without an owner");
        }
        return owner.region();
    }

    private static int stateTag(SessionState state) {
        return switch (state) {
            case SessionState.Active _ -> 0;
            case SessionState.Frozen _ -> 1;
            case SessionState.Closed _ -> 2;
            case SessionState.Expired _ -> 3;
            case SessionState.Deleted _ -> 4;
            case SessionState.Quarantined _ -> 5;
        };
    }

    private static void state(HeaderOutput out, SessionState state) {
        switch (state) {
            case SessionState.Frozen(String migrationId) -> out.text(migrationId);
            case SessionState.Closed(String reason) -> out.text(reason);
            case SessionState.Quarantined(String reason) -> out.text(reason);
            case SessionState.Active _, SessionState.Expired _, SessionState.Deleted _ -> {}
        }
    }

    private static SessionState state(HeaderInput in, int tag) {
        return switch (tag) {
            case 0 -> new SessionState.Active();
            case 1 -> new SessionState.Frozen(in.text());
            case 2 -> new SessionState.Closed(in.text());
            case 3 -> new SessionState.Expired();
            case 4 -> new SessionState.Deleted();
            case 5 -> new SessionState.Quarantined(in.text());
            default -> throw new HeaderFormatException("a state that is not known: " + tag);
        };
    }

    private static void owner(HeaderOutput out, @Nullable Owner owner) {
        out.text(owner == null ? null : owner.node());
        if (owner != null) {
            out.text(owner.region());
        }
    }

    private static @Nullable Owner owner(HeaderInput in) {
        String node = in.optionalText();
        return node == null ? null : new Owner(node, in.text());
    }

    private static void window(HeaderOutput out, TurnWindow window, long headersOffset) {
        marks(out, window.marks());
        if (window.size() > 0) {
            out.fixed(window.lastAnswer());
            out.signed(window.lastOffset() - headersOffset);
        }
    }

    private static TurnWindow window(HeaderInput in, long headersOffset) {
        Marks marks = marks(in);
        return marks.size() == 0
                ? TurnWindow.EMPTY
                : TurnWindow.of(marks, in.fixedLong(), headersOffset + in.signed());
    }

    static void marks(HeaderOutput out, Marks marks) {
        out.number(marks.size());
        for (int i = 0; i < marks.size(); i++) {
            out.fixed(marks.id(i));
            out.fixed(marks.beside(i));
        }
    }

    static Marks marks(HeaderInput in) {
        int count = in.count(Long.BYTES + Integer.BYTES);
        long[] ids = new long[count];
        int[] beside = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = in.fixedLong();
            beside[i] = in.fixedInt();
        }
        return Marks.of(ids, beside);
    }

    /** What is written one after the other, and read into a list. */
    interface One<T> {
        T read(HeaderInput in);
    }

    static <T> List<T> list(HeaderInput in, One<T> one) {
        int count = in.count(1);
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(one.read(in));
        }
        return list;
    }
}
