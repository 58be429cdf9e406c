/**
 * Where clients connect: {@link io.pagurus.gateway.listener.EdgeListener} (one server of one event
 * loop, plain or TLS) → {@link io.pagurus.gateway.listener.ProxyHeader} (who is behind the
 * balancer) → {@link io.pagurus.gateway.listener.ClientConnection} (what holds a connection to its
 * pace) → {@link io.pagurus.gateway.listener.StrictRequestDecoder} (HTTP/1.1 as RFC 9112 has it,
 * nothing else) → the edge's requests.
 *
 * <p>What is not HTTP is answered here and closed: nothing of it reaches a node, and nothing of it
 * is guessed at, since a node might guess otherwise.
 */
@NullMarked
package io.pagurus.gateway.listener;

import org.jspecify.annotations.NullMarked;
