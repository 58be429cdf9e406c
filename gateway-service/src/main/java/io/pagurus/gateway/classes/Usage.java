package io.pagurus.gateway.classes;

/**
 * Immutable. The tokens of one answered request.
 *
 * @param told whether the answer said so; else they are estimated
 */
public record Usage(long input, long output, boolean told) {}
