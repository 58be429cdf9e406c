package io.pagurus.local;

import java.net.URI;

/** Immutable. An agent node of the suite. */
public record Node(String id, String region, URI uri) {}
