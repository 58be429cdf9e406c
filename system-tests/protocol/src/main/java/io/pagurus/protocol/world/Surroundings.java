package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.protocol.variant.Protocol.Authority;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.view.ViewMirror;
import io.pagurus.session.view.ViewPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Confined to one thread. What all steps of a model need: the protocol, the bounds, and the
 * memories in which values have numbers.
 */
final class Surroundings {

    static final int NODES = 2;

    /** More than any model has turns: what it forgets is not looked for. */
    private static final int RECENT_TURNS = 16;

    final Protocol protocol;
    final Scope scope;
    final Entries entries = new Entries();
    final Line line;
    final ViewMirror mirror = new ViewMirror(RECENT_TURNS);
    final Interner<ViewPicture> pictures = new Interner<>();

    /** What a journal that takes everything has: numbers of entries. */
    final Interner<Set<Integer>> heaps = new Interner<>();

    Surroundings(Protocol protocol, Scope scope) {
        this.protocol = protocol;
        this.scope = scope;
        this.line = new Line(protocol, entries);
    }

    boolean redisDecides() {
        return protocol.authority() != Authority.JOURNAL;
    }

    /** The line by which writes are judged. */
    LineNode deciding(World world) {
        return line.node(redisDecides() ? world.redis() : world.log());
    }

    /** The epochs in which a node was the owner, as somebody remembers who may be late. */
    static List<Integer> epochsOf(int node, LineNode end) {
        List<Integer> epochs = new ArrayList<>();
        for (LineNode at = end; at != null && at.entry() != null; at = at.before()) {
            if (at.entry().entry() instanceof JournalEntry.Written(JournalRecord record)
                    && record instanceof OwnershipGranted grant
                    && grant.owner().node().equals(Written.node(node))) {
                epochs.add((int) grant.epoch());
            }
        }
        return epochs;
    }

    /** The line of one entry more than {@code length − 1}. */
    static LineNode at(LineNode end, int length) {
        LineNode node = end;
        while (node.length() > length && node.before() != null) {
            node = node.before();
        }
        return node;
    }
}
