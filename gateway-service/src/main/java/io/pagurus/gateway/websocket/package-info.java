/**
 * A WebSocket on its way through the edge: {@link io.pagurus.gateway.websocket.Upgrade} (is it one)
 * → {@link io.pagurus.gateway.websocket.WebSockets} (those of one event loop) → {@link
 * io.pagurus.gateway.websocket.WebSocketExchange} (which node, its answer) → {@link
 * io.pagurus.gateway.websocket.Tunnel} (bytes both ways until one side ends, or until the edge
 * closes it with a {@link io.pagurus.gateway.websocket.CloseFrame}).
 *
 * <p>After the handshake bytes pass as they are, so that every extension and subprotocol is between
 * client and node; only the heads of frames are looked at, for their sizes and for the places where
 * a close frame may stand.
 */
@NullMarked
package io.pagurus.gateway.websocket;

import org.jspecify.annotations.NullMarked;
