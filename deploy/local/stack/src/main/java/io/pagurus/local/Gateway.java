package io.pagurus.local;

import java.net.URI;

/**
 * Immutable. A gateway of the suite.
 *
 * @param edge where clients connect
 * @param admin its admin port, for operators and metrics
 */
public record Gateway(String name, URI edge, URI admin) {}
