package io.pagurus.session.api;

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

    /** Entries of one timeline at most: the first ones. Each may carry a turn's messages. */
    @WithDefault("5000")
    int timelineEntries();

    /** After how long a caller that got no verdict should ask again; in whole seconds. */
    @WithDefault("1S")
    Duration retryAfter();
}
