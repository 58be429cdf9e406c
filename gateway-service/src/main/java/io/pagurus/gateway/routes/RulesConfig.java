package io.pagurus.gateway.routes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Immutable. Where the rules of the edge are kept. */
@ConfigMapping(prefix = "pagurus.gateway.rules")
public interface RulesConfig {

    /** A file of rules, YAML or JSON; without one the edge has its defaults until it is told. */
    Optional<Path> file();

    /** How often the file is looked at, and the secrets that the rules name. */
    @WithDefault("2s")
    Duration every();
}
