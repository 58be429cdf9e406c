package io.pagurus.session.view;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Immutable; pure. Which Redis it is, and whether it has what was written to it. Each part sees
 * what the others do not: a restart has another run id, a promoted replica another replication id,
 * an emptied one no marker, and one that lost its last writes a count that went back.
 *
 * @param servers run and replication ids of all that answered; empty where nobody may ask for them
 * @param markers null in the place of one that is missing
 * @param written steps of this writer that it has
 */
record RedisIdentity(String servers, List<@Nullable String> markers, long written) {

    private static final Pattern IDS = Pattern.compile("(?m)^(?:run_id|master_replid):(\\S+)");

    /** What has become of the views, from one look at Redis to the next. */
    enum Change {
        NONE,
        /** Some views may be gone or old. */
        SUSPICIOUS,
        /** There are none left. */
        EMPTIED
    }

    static RedisIdentity of(String info, List<@Nullable String> markers, @Nullable String written) {
        TreeSet<String> ids = new TreeSet<>();
        Matcher matcher = IDS.matcher(info);
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return new RedisIdentity(
                String.join(" ", ids), markers, written == null ? 0 : Long.parseLong(written));
    }

    /**
     * What this look says after an earlier one.
     *
     * @param known null at the first look
     * @param answered steps that Redis had said to have before this look
     */
    Change since(@Nullable RedisIdentity known, long answered) {
        if (markers.stream().allMatch(Objects::isNull)) {
            return Change.EMPTIED;
        }
        return known != null
                        && known.servers.equals(servers)
                        && known.markers.equals(markers)
                        && written >= answered
                ? Change.NONE
                : Change.SUSPICIOUS;
    }
}
