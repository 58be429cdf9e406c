package io.pagurus.gateway.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagurus.gateway.rules.RuleSection;

/** Immutable. Where in a request something is named. */
public sealed interface NameSource {

    /** A header of the request. */
    record Header(String name) implements NameSource {}

    /** A text, number or truth value in the body, which is JSON. Source: RFC 6901. */
    record Pointer(JsonPointer at) implements NameSource {}

    /** The body itself, by its SHA-256. */
    record BodyHash() implements NameSource {}

    static NameSource read(RuleSection section) {
        boolean hash = section.flag("body-hash", false);
        boolean header = section.has("header");
        boolean pointer = section.has("pointer");
        if ((hash ? 1 : 0) + (header ? 1 : 0) + (pointer ? 1 : 0) != 1) {
            section.error("header", "one of header, pointer and body-hash: true");
        }
        if (header) {
            return new Header(section.text("header"));
        }
        return pointer ? pointer(section) : new BodyHash();
    }

    private static NameSource pointer(RuleSection section) {
        try {
            return new Pointer(JsonPointer.compile(section.text("pointer")));
        } catch (IllegalArgumentException notAPointer) {
            section.error("pointer", "a JSON pointer such as /event/id");
            return new BodyHash();
        }
    }
}
