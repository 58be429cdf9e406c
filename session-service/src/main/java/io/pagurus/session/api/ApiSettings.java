package io.pagurus.session.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. The bounds of the REST interface; checked at start. */
@ConfigMapping(prefix = "pagurus.api")
public interface ApiSettings {

    /** Sessions of one answer when the caller does not say how many. */
    @WithDefault("100")
    int page();

    /** Sessions of one answer at most; more costs memory and a longer answer. */
    @WithDefault("1000")
    int maxPage();

    /**
     * Grants of one call at most. More costs fewer calls for many sessions; each of them counts as
     * a waiting caller ({@code pagurus.journal.max-pending}), and all are answered at once.
     */
    @WithDefault("256")
    int maxGrants();

    /** Entries of one timeline at most: the first ones. Each may carry a turn's messages. */
    @WithDefault("5000")
    int timelineEntries();

    /** After how long a caller that got no verdict should ask again; in whole seconds. */
    @WithDefault("1S")
    Duration retryAfter();

    /**
     * Ids of long sessions' turns that are kept to recognise a request that the fold has forgotten;
     * some 50 bytes each. For a session that finds no room its history is read with each turn.
     */
    @WithDefault("1000000")
    long turnIds();

    /**
     * How often the first grant of a session is proposed. Another session of its partition has to
     * be forgotten between a proposal and its verdict for a second one to be needed; when all are
     * used up, the caller is told of a conflict, and asks again.
     */
    @WithDefault("4")
    int openingProposals();

    /** How large the parts of a request may be, as JSON. */
    Limits limits();

    /**
     * Immutable. All of it has to fit into one entry of the journal too, whose limit ({@code
     * pagurus.journal.max-entry-bytes}) counts in the end.
     */
    interface Limits {

        /** Messages of one turn; each costs its place in every history that is read. */
        @WithDefault("1000")
        int messages();

        /** The messages of one turn together. */
        @WithDefault("1M")
        MemorySize messageBytes();

        /** What an agent keeps for itself. It is written whole with each change, and kept whole. */
        @WithDefault("256K")
        MemorySize agentState();

        /** The input of a tool or of a pending task. */
        @WithDefault("256K")
        MemorySize taskInput();

        /** The result of a tool or of a pending task. */
        @WithDefault("512K")
        MemorySize taskResult();
    }
}
