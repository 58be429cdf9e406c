package io.pagurus.events.kafka;

import io.pagurus.events.AuditEvent;
import io.pagurus.events.ClusterEvent;
import io.pagurus.events.DirectoryEvent;
import io.pagurus.events.Event;
import io.pagurus.events.JournalMark;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.MigrationEvent;
import io.pagurus.events.NodeObservation;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.TopologyChange;
import io.pagurus.events.TopologyState;
import java.util.List;

/**
 * Immutable. The names of the topics under one prefix.
 *
 * @param prefix what every name begins with, {@code claw.} by default
 */
public record Topics(String prefix) {

    public static final String DEFAULT_PREFIX = "claw.";

    public String topologyLog() {
        return prefix + "topology.log";
    }

    public String topology() {
        return prefix + "topology";
    }

    public String clusterEvents() {
        return prefix + "cluster.events";
    }

    public String nodeObservations() {
        return prefix + "node.observations";
    }

    public String sessionJournal() {
        return prefix + "session.journal";
    }

    /** A session's header as of an offset of the journal, by session id; no events. */
    public String sessionSnapshot() {
        return prefix + "session.snapshot";
    }

    /** The sealed chunks of a session's history, by session id and number; no events. */
    public String sessionHistory() {
        return prefix + "session.history";
    }

    /** The sessions' own keys, wrapped, by session id and key id; no events. */
    public String sessionKeys() {
        return prefix + "session.keys";
    }

    /** Which instance of session-service serves which partition of the journal. */
    public String sessionDirectory() {
        return prefix + "session.directory";
    }

    public String sessionEvents() {
        return prefix + "session.events";
    }

    public String migrationEvents() {
        return prefix + "migration.events";
    }

    /** Who called which admin operation. */
    public String audit() {
        return prefix + "audit";
    }

    /** Where records of a topic go that its readers cannot use. */
    public String deadLetters(String topic) {
        return topic + ".dlq";
    }

    /** The topic that an event belongs to. */
    public String of(Event event) {
        return switch (event) {
            case AuditEvent _ -> audit();
            case TopologyChange _ -> topologyLog();
            case TopologyState _ -> topology();
            case ClusterEvent _ -> clusterEvents();
            case DirectoryEvent _ -> sessionDirectory();
            case NodeObservation _ -> nodeObservations();
            case JournalMark _, JournalRecord _ -> sessionJournal();
            case SessionEvent _ -> sessionEvents();
            case MigrationEvent _ -> migrationEvents();
        };
    }

    /** Every topic that carries events, without the dead-letter ones. */
    public List<String> all() {
        return List.of(
                topologyLog(),
                topology(),
                clusterEvents(),
                nodeObservations(),
                sessionJournal(),
                sessionEvents(),
                sessionDirectory(),
                migrationEvents(),
                audit());
    }
}
