package io.pagurus.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Events as CloudEvents 1.0 in Kafka's binary mode: attributes in {@code ce_} headers,
 * the data as JSON in the value.
 *
 * <p>Source: CloudEvents 1.0.2, Kafka protocol binding, §3.2.
 */
public final class EventCodec {

    public static final String CONTENT_TYPE = "application/json";

    private static final String TYPE_PREFIX = "io.pagurus.";
    private static final String TYPE_SUFFIX = ".v1";

    /** Every event that there is; a test holds it against the sealed hierarchy. */
    static final List<Class<? extends Event>> TYPES =
            List.of(
                    AuditEvent.AdminCalled.class,
                    ClusterEvent.NodeEjected.class,
                    ClusterEvent.NodeReadmitted.class,
                    DirectoryEvent.PartitionServed.class,
                    JournalMark.RulesAdvanced.class,
                    JournalRecord.AgentStateSet.class,
                    JournalRecord.OwnershipGranted.class,
                    JournalRecord.SessionClosed.class,
                    JournalRecord.SessionDeleted.class,
                    JournalRecord.SessionExpired.class,
                    JournalRecord.SessionFrozen.class,
                    JournalRecord.SessionThawed.class,
                    JournalRecord.TaskEnqueued.class,
                    JournalRecord.TaskFinished.class,
                    JournalRecord.TaskIntended.class,
                    JournalRecord.TaskLeased.class,
                    JournalRecord.TaskSettled.class,
                    JournalRecord.TurnCommitted.class,
                    JournalRecord.TurnFailed.class,
                    JournalRecord.TurnStarted.class,
                    MigrationEvent.MigrationAborted.class,
                    MigrationEvent.MigrationCompleted.class,
                    MigrationEvent.MigrationPlanned.class,
                    NodeObservation.NodeProbed.class,
                    NodeObservation.RequestFailed.class,
                    SessionEvent.SessionEnded.class,
                    SessionEvent.SessionErased.class,
                    SessionEvent.SessionLapsed.class,
                    SessionEvent.SessionMoved.class,
                    SessionEvent.SessionOpened.class,
                    SessionEvent.SessionQuarantined.class,
                    SessionEvent.TaskDeadLettered.class,
                    SessionEvent.TurnAccepted.class,
                    SessionEvent.WriteRefused.class,
                    TopologyChange.NodeHealthChanged.class,
                    TopologyChange.NodeRegistered.class,
                    TopologyChange.NodeRemoved.class,
                    TopologyChange.RegionRegistered.class,
                    TopologyState.NodeState.class,
                    TopologyState.RegionState.class);

    private static final Map<String, Class<? extends Event>> BY_TYPE =
            TYPES.stream().collect(Collectors.toMap(EventCodec::typeOf, Function.identity()));

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private EventCodec() {}

    /**
     * The CloudEvents type of an event: its name and version, as {@code io.pagurus.NodeEjected.v1}.
     */
    public static String typeOf(Class<? extends Event> event) {
        return TYPE_PREFIX + event.getSimpleName() + TYPE_SUFFIX;
    }

    /** The Kafka headers of the event, in the order in which they are written. */
    public static List<Map.Entry<String, String>> headers(CloudEvent<?> event) {
        return List.of(
                Map.entry("ce_specversion", "1.0"),
                Map.entry("ce_id", event.id()),
                Map.entry("ce_source", event.source()),
                Map.entry("ce_type", typeOf(event.data().getClass())),
                Map.entry("ce_time", event.time().toString()),
                Map.entry("content-type", CONTENT_TYPE));
    }

    /** The Kafka value of the event: its data as JSON in UTF-8. */
    public static byte[] data(Event event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an event that has no JSON: " + event.key(), e);
        }
    }

    /**
     * Reads a record back; never throws for what a peer sent.
     *
     * @param header a header's value by its name, null where it is missing
     * @param data the record's value, null where it has none
     */
    public static Decoded decode(
            Function<String, @Nullable String> header, byte @Nullable [] data) {
        String type = header.apply("ce_type");
        String id = header.apply("ce_id");
        String source = header.apply("ce_source");
        String time = header.apply("ce_time");
        if (type == null || id == null || source == null || time == null) {
            return new Decoded.Broken("needs the headers ce_type, ce_id, ce_source and ce_time");
        }
        Class<? extends Event> known = BY_TYPE.get(type);
        if (known == null) {
            return new Decoded.UnknownType(type);
        }
        if (data == null) {
            return new Decoded.Broken("an event of type " + type + " has no data");
        }
        try {
            Event event = JSON.readValue(data, known);
            return event == null
                    ? new Decoded.Broken("the data of type " + type + " is null")
                    : new Decoded.Known(new CloudEvent<>(id, source, Instant.parse(time), event));
        } catch (IOException | DateTimeParseException e) {
            // The message may quote the payload; only the kind of error is told.
            return new Decoded.Broken(type + ": " + e.getClass().getSimpleName());
        }
    }
}
