package io.pagurus.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** Immutable. The document {@code docs/asyncapi.yaml}. */
record AsyncApi(JsonNode root) {

    private static final Path FILE = Path.of("..", "docs", "asyncapi.yaml");

    static AsyncApi read() {
        try {
            return new AsyncApi(new YAMLMapper().readTree(FILE.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> channels() {
        return elements(root.required("channels"));
    }

    List<JsonNode> operations() {
        return elements(root.required("operations"));
    }

    /** The message that describes a type. */
    JsonNode message(Class<? extends Event> type) {
        return root.required("components").required("messages").path(type.getSimpleName());
    }

    /** What a {@code $ref} of the document points to. */
    JsonNode resolve(JsonNode reference) {
        JsonNode target = root.at(reference.required("$ref").textValue().substring(1));
        if (target.isMissingNode()) {
            throw new AssertionError("nothing at " + reference);
        }
        return target;
    }

    static List<JsonNode> elements(JsonNode parent) {
        return StreamSupport.stream(parent.spliterator(), false).toList();
    }
}
