package io.pagurus.gateway.accesslog;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Immutable. Which requests are logged, and where to. */
@ConfigMapping(prefix = "pagurus.gateway.access-log")
public interface AccessLogConfig {

    /** Off, it costs requests nothing. */
    @WithDefault("false")
    boolean enabled();

    /** The share of requests that are logged, from 0 to 1. */
    @WithDefault("1")
    double share();

    /** The file; standard output without one. */
    Optional<Path> file();

    /** How large the file becomes before it is put aside. Higher means fewer, larger files. */
    @WithDefault("100M")
    MemorySize maxSize();

    /** How many files that were put aside are kept, as {@code NAME.1} (the newest) and so on. */
    @WithDefault("5")
    int keep();

    /** Lines that wait to be written. Higher rides out a slower disk; more are dropped. */
    @WithDefault("16384")
    int buffer();

    /**
     * How often what waits is written. Higher writes more at once and shows it later; the buffer
     * must hold what comes meanwhile.
     */
    @WithDefault("100ms")
    Duration writeEvery();
}
