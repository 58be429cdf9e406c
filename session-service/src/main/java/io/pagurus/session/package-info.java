/**
 * session-service: who may extend a session, and what its history is. Its packages in the order in
 * which a request meets them:
 *
 * <ol>
 *   <li>{@code api}: REST; checks, asks for an entry, turns its verdict into an answer
 *   <li>{@code journal}: writes the entry, reads it back, hands it to the fold
 *   <li>{@code fold}: what the entry means; pure
 *   <li>{@code view}: the Redis picture of the sessions, right behind the fold
 *   <li>{@code redis}: the way to Redis: single, Sentinel or Cluster, and back to it
 *   <li>{@code projection}: what the other services are told
 *   <li>{@code wiring}: puts the parts together, starts and stops them, health and metrics
 * </ol>
 */
@NullMarked
package io.pagurus.session;

import org.jspecify.annotations.NullMarked;
