package io.pagurus.events;

/**
 * Immutable. What stands in {@code claw.session.journal} and is of no session: it says something of
 * all entries that follow it in its partition.
 */
public sealed interface JournalMark extends Event {

    /** What the key of a mark begins with, and no session's id does. */
    String PREFIX = "#";

    /**
     * From here on the fold of this partition goes by these rules. Written once every instance that
     * runs has said that it has them, so that two versions never give two verdicts on one entry.
     *
     * @param version of the rules, from 2: journals begin with version 1
     */
    record RulesAdvanced(int partition, int version) implements JournalMark {

        /** The same in all partitions. */
        public static final String KEY = PREFIX + "rules";

        public RulesAdvanced {
            if (partition < 0 || version < 2) {
                throw new IllegalArgumentException("no partition, or no later version");
            }
        }

        @Override
        public String key() {
            return KEY;
        }
    }
}
