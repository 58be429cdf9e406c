/**
 * The story of one request: {@link io.pagurus.gateway.exchange.TurnIntake} (reads and keeps the
 * body) → {@link io.pagurus.gateway.exchange.TurnExchange} (route, try, judge, try again) → {@link
 * io.pagurus.gateway.exchange.TurnTry} (one answer of one node) → {@link
 * io.pagurus.gateway.exchange.TurnReply} (what the client has been told, over all tries). {@link
 * io.pagurus.gateway.exchange.PlainExchange} is the short story of a request that is no turn:
 * {@link io.pagurus.gateway.exchange.NodeSearch} (which node next) → {@link
 * io.pagurus.gateway.exchange.PlainAnswer} (its answer, as it comes).
 */
@NullMarked
package io.pagurus.gateway.exchange;

import org.jspecify.annotations.NullMarked;
