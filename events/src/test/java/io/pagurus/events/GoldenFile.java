package io.pagurus.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Immutable. One record as it lies in Kafka, in a form to read: its key, its headers, its data. The
 * files are the contract with what is already in a topic: a change of one is a new version.
 */
record GoldenFile(String name, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The file that the event should have. */
    static GoldenFile of(CloudEvent<?> event) {
        ObjectNode root = JSON.createObjectNode();
        root.put("key", event.data().key());
        ObjectNode headers = root.putObject("headers");
        EventCodec.headers(event).forEach(h -> headers.put(h.getKey(), h.getValue()));
        root.set("data", parse(new String(EventCodec.data(event.data()), StandardCharsets.UTF_8)));
        return new GoldenFile(nameOf(event.data().getClass()), pretty(root));
    }

    /** The file that the type has in the source tree. */
    static GoldenFile stored(Class<? extends Event> type) {
        String name = nameOf(type);
        try (InputStream in = GoldenFile.class.getResourceAsStream("/golden/" + name)) {
            Objects.requireNonNull(in, () -> "src/test/resources/golden/" + name + " is missing");
            return new GoldenFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code NodeEjected.v1.json}: the CloudEvents type without its prefix. */
    static String nameOf(Class<? extends Event> type) {
        return EventCodec.typeOf(type).substring("io.pagurus.".length()) + ".json";
    }

    /** Leaves the file under {@code target/golden}, from where a new type's can be taken over. */
    void leaveInTarget() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "golden"));
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode data() {
        return (ObjectNode) parse(text).required("data");
    }

    /** Reads the record with this file's headers and other data. */
    Decoded decodeWith(JsonNode data) {
        return decodeWith(data.toString().getBytes(StandardCharsets.UTF_8));
    }

    Decoded decodeWith(byte[] data) {
        JsonNode headers = parse(text).required("headers");
        return EventCodec.decode(
                name -> headers.has(name) ? headers.required(name).textValue() : null, data);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pretty(JsonNode json) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
        try {
            return JSON.writer(printer).writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
