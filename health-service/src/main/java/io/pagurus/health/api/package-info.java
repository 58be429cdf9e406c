/**
 * REST, in flow order: a resource ({@link io.pagurus.health.api.TopologyResource}, {@link
 * io.pagurus.health.api.NodeResource}, {@link io.pagurus.health.api.SuspicionResource}) checks what
 * it was sent, asks the registry or the watches, and {@link io.pagurus.health.api.Answers} turns
 * the verdict into a status; {@link io.pagurus.health.api.ProblemMappers} does so for all else.
 */
@NullMarked
package io.pagurus.health.api;

import org.jspecify.annotations.NullMarked;
