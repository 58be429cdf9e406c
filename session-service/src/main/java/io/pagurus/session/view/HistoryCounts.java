package io.pagurus.session.view;

import io.pagurus.session.history.SealedHistory;
import org.jspecify.annotations.Nullable;

/**
 * Immutable; pure. What is in a session's history list, in one field of its hash, as a field of its
 * own for each would cost 70 bytes: {@code 25/5/0}.
 *
 * @param sealed turns in chunks
 * @param chunks at the beginning of the list
 * @param openMessages of the turns behind them
 */
record HistoryCounts(long sealed, long chunks, long openMessages) {

    static final HistoryCounts NONE = new HistoryCounts(0, 0, 0);

    static HistoryCounts of(SealedHistory history) {
        return new HistoryCounts(
                history.lastSealed(), history.sealed().size(), history.openMessages());
    }

    /** None of a field that is missing, or that somebody else wrote. */
    static HistoryCounts parse(@Nullable String field) {
        String[] numbers = field == null ? new String[0] : field.split("/", -1);
        try {
            return numbers.length == 3
                    ? new HistoryCounts(
                            Long.parseLong(numbers[0]),
                            Long.parseLong(numbers[1]),
                            Long.parseLong(numbers[2]))
                    : NONE;
        } catch (NumberFormatException _) {
            return NONE;
        }
    }

    /** How many turns a list of so many elements has. */
    long turns(long elements) {
        return sealed + elements - chunks;
    }

    String text() {
        return sealed + "/" + chunks + "/" + openMessages;
    }
}
