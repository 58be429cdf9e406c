/**
 * session-service: who may extend a session, and what its history is. Its packages in the order in
 * which a request meets them:
 *
 * <ol>
 *   <li>{@code routing}: which instance has the session's partition; sends the request there
 *   <li>{@code api}: REST; checks, asks for an entry, turns its verdict into an answer
 *   <li>{@code privacy}: seals what an entry carries, opens what an answer tells
 *   <li>{@code journal}: writes the entry, reads it back, hands it to the fold
 *   <li>{@code fold}: what the entry means; pure
 *   <li>{@code snapshot}: what a partition's next owner loads instead of folding it all
 *   <li>{@code history}: turns as sealed chunks, the same bytes in Kafka and in Redis
 *   <li>{@code view}: the Redis picture of the sessions, right behind the fold
 *   <li>{@code redis}: the way to Redis: single, Sentinel or Cluster, and back to it
 *   <li>{@code tasks}: what a clock proposes for tasks that outlive their turn
 *   <li>{@code changes}: streams of what changes, as it happens
 *   <li>{@code projection}: what the other services are told
 *   <li>{@code durability}: whether what commits are told to survive is true of the brokers
 *   <li>{@code expiry}: ends what nobody uses any more
 *   <li>{@code rounds}: does again and again what has to be looked at each so often
 *   <li>{@code wiring}: puts the parts together, starts and stops them, health and metrics
 * </ol>
 */
@NullMarked
package io.pagurus.session;

import org.jspecify.annotations.NullMarked;
