package io.pagurus.session.journal;

/**
 * Why a partition that was given to this instance is not served. It does not come back by itself.
 */
public enum Bar {
    /** It goes by rules of a later version than this instance has. */
    RULES_UNKNOWN,

    /** Its journal ends before what its snapshot stands for: entries that were folded are lost. */
    JOURNAL_SHORTENED
}
