package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The rules that hold where an entry stands. It is pure in the journal: what the marks
 * say follows from what stands before the entry.
 */
public final class MarkedRules implements Rules {

    private final RulesMarks marks;
    private final List<FencedRules> versions;

    public MarkedRules(FoldLimits limits, RulesMarks marks) {
        this.marks = marks;
        this.versions =
                Arrays.stream(RulesVersion.values())
                        .map(version -> new FencedRules(limits, version))
                        .toList();
    }

    @Override
    public Folded fold(
            @Nullable SessionHeader before, EpochFloor floor, JournalRecord record, Position at) {
        return versions.get(marks.at(at).number() - 1).fold(before, floor, record, at);
    }
}
