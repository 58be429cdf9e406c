package io.pagurus.session.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Immutable; pure. Which Redis it is, and whether it has what was written to it. Each part sees
 * what the others do not: a restart has another run id, a promoted replica another replication id,
 * an emptied one no marker, and one that lost its last writes a count that went back.
 *
 * @param marker null when there is none
 * @param written steps of this writer that it has
 */
record RedisIdentity(String runId, String replicationId, @Nullable String marker, long written) {

    private static final Pattern RUN_ID = Pattern.compile("(?m)^run_id:(\\S+)");
    private static final Pattern REPLICATION_ID = Pattern.compile("(?m)^master_replid:(\\S+)");

    /** What has become of the views, from one look at Redis to the next. */
    enum Change {
        NONE,
        /** Some views may be gone or old. */
        SUSPICIOUS,
        /** There are none left. */
        EMPTIED
    }

    static RedisIdentity of(
            String server, String replication, @Nullable String marker, @Nullable String written) {
        return new RedisIdentity(
                found(RUN_ID, server),
                found(REPLICATION_ID, replication),
                marker,
                written == null ? 0 : Long.parseLong(written));
    }

    private static String found(Pattern pattern, String info) {
        Matcher matcher = pattern.matcher(info);
        return matcher.find() ? matcher.group(1) : "";
    }

    /**
     * What this look says after an earlier one.
     *
     * @param known null at the first look
     * @param answered steps that Redis had said to have before this look
     */
    Change since(@Nullable RedisIdentity known, long answered) {
        if (marker == null) {
            return Change.EMPTIED;
        }
        return known != null
                        && known.runId.equals(runId)
                        && known.replicationId.equals(replicationId)
                        && marker.equals(known.marker)
                        && written >= answered
                ? Change.NONE
                : Change.SUSPICIOUS;
    }

    RedisIdentity marked(String newMarker) {
        return new RedisIdentity(runId, replicationId, newMarker, written);
    }
}
