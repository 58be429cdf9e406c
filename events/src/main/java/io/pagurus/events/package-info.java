/**
 * What the services tell each other, in flow order: {@link io.pagurus.events.TopologyChange} (a
 * registry change is asked for) → {@link io.pagurus.events.TopologyState} (what is now so) → {@link
 * io.pagurus.events.NodeObservation} (what probes and requests saw) → {@link
 * io.pagurus.events.ClusterEvent} (a node is ejected or readmitted) → {@link
 * io.pagurus.events.JournalRecord} (a session's owner or history changes) → {@link
 * io.pagurus.events.SessionEvent} (what came of it) → {@link io.pagurus.events.MigrationEvent}.
 *
 * <p>{@link io.pagurus.events.EventCodec} turns them into CloudEvents 1.0 in Kafka's binary mode
 * and back; an event that it does not know becomes an explicit {@link io.pagurus.events.Decoded}
 * value. Within a version an event only ever gains optional fields. Imports no framework.
 */
@NullMarked
package io.pagurus.events;

import org.jspecify.annotations.NullMarked;
