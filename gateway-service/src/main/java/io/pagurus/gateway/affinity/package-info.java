/**
 * Who owns a session: {@link io.pagurus.gateway.affinity.OwnerCache} (what this gateway remembers,
 * kept true by {@link io.pagurus.gateway.affinity.SessionMoves}) → {@link
 * io.pagurus.gateway.affinity.SessionOwnership} (asks session-service, which decides).
 */
@NullMarked
package io.pagurus.gateway.affinity;

import org.jspecify.annotations.NullMarked;
