package io.pagurus.events;

/** Immutable. A fact of the past that one service tells the others. */
public sealed interface Event
        permits AuditEvent,
                ClusterEvent,
                DirectoryEvent,
                JournalMark,
                JournalRecord,
                MigrationEvent,
                NodeObservation,
                SessionEvent,
                TopologyChange,
                TopologyState {

    /** The Kafka key: all events of one session, or of one node, keep their order. */
    String key();
}
