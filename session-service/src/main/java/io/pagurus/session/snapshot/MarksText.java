package io.pagurus.session.snapshot;

import io.pagurus.session.fold.RulesVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pure. The marks of a partition in its snapshot: {@code offset:version}, with commas between. */
final class MarksText {

    private MarksText() {}

    static byte[] of(NavigableMap<Long, RulesVersion> marks) {
        return marks.entrySet().stream()
                .map(mark -> mark.getKey() + ":" + mark.getValue().number())
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads them back.
     *
     * @throws IllegalArgumentException for a version that this instance does not have, or text that
     *     is none: without its rules nobody can judge the partition's entries
     */
    static NavigableMap<Long, RulesVersion> read(byte @Nullable [] value) {
        NavigableMap<Long, RulesVersion> marks = new TreeMap<>();
        if (value == null) {
            return marks;
        }
        for (String mark : new String(value, StandardCharsets.UTF_8).split(",", -1)) {
            Map.Entry<Long, RulesVersion> read = one(mark);
            marks.put(read.getKey(), read.getValue());
        }
        return marks;
    }

    private static Map.Entry<Long, RulesVersion> one(String mark) {
        int colon = mark.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no mark: " + mark);
        }
        int number = Integer.parseInt(mark.substring(colon + 1));
        return Map.entry(
                Long.parseLong(mark.substring(0, colon)),
                RulesVersion.of(number)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the partition goes by version "
                                                + number
                                                + " of the rules, which this instance has not")));
    }
}
