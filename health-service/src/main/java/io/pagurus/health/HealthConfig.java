package io.pagurus.health;

import io.pagurus.health.probe.ProbeConfig;
import io.pagurus.health.registry.RegistryConfig;
import io.pagurus.health.watch.ConfirmConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Immutable. All that can be set under {@code pagurus.health}. */
@ConfigMapping(prefix = "pagurus.health")
public interface HealthConfig {

    /**
     * JSON ({@code .json}) or YAML with the {@code regions} and {@code nodes} that an empty
     * registry is to be filled with. Once anything is registered the file changes nothing.
     */
    Optional<Path> seedFile();

    /**
     * The largest share of the nodes that may be ejected at once, from 0 to 1; beyond it, and for
     * the last healthy node, an ejection is withheld. Higher follows the probes further; lower
     * keeps nodes in rotation when it is rather the observer that is cut off. 0.67: two of three.
     */
    @WithDefault("0.67")
    double maxEjectedShare();

    ProbeConfig probe();

    ConfirmConfig confirm();

    JoinConfig join();

    ReadmissionConfig readmission();

    RegistryConfig registry();

    /** A new node's way into rotation. */
    interface JoinConfig {

        /** How many probes in a row must succeed. Higher admits a new node later and surer. */
        @WithDefault("1")
        int successes();
    }

    /** An ejected node's way back. */
    interface ReadmissionConfig {

        /** How many probes in a row must succeed. Higher keeps a flapping node out. */
        @WithDefault("2")
        int successes();
    }
}
