/**
 * The registry, in flow order: {@link io.pagurus.health.registry.LoggedRegistry} (asks for a
 * change) → {@link io.pagurus.health.registry.TopologyLog} (writes it) → {@link
 * io.pagurus.health.registry.TopologyReader} (reads it back) → {@link
 * io.pagurus.health.registry.TopologyFold} (says whether it holds) → {@link
 * io.pagurus.health.registry.Pending} (the asker learns the verdict) → {@link
 * io.pagurus.health.registry.Projection} and {@link io.pagurus.health.registry.Projector} (the
 * fleet learns it). {@link io.pagurus.health.registry.Seeding} fills an empty registry from a file.
 */
@NullMarked
package io.pagurus.health.registry;

import org.jspecify.annotations.NullMarked;
