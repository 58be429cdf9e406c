/**
 * What the edge does, one file a behaviour, on real sockets: the edge as it is, nodes that
 * misbehave on purpose, and small stand-ins for session-service and health-service.
 */
@NullMarked
package io.pagurus.gateway.behaviour;

import org.jspecify.annotations.NullMarked;
