package io.pagurus.session.view;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Immutable. Where in Redis the view is. */
@ConfigMapping(prefix = "pagurus.redis")
public interface RedisSettings {

    /** What every key begins with; two suites on one Redis need two. */
    @WithDefault("claw:")
    String keyPrefix();
}
