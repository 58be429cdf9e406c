/**
 * Who asks, and what a node is told of it: {@link io.pagurus.gateway.forwarding.Origins} (believes
 * the trusted {@link io.pagurus.gateway.forwarding.Networks} and nobody else) → {@link
 * io.pagurus.gateway.forwarding.Origin} → {@link io.pagurus.gateway.forwarding.HeaderPolicy} (which
 * headers a node sees).
 */
@NullMarked
package io.pagurus.gateway.forwarding;

import org.jspecify.annotations.NullMarked;
