package io.pagurus.gateway.forwarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Immutable. The header {@code Forwarded}, as RFC 7239 §4 has it. */
final class Forwarded {

    private Forwarded() {}

    /** One passage for each element; what is malformed in one is as if it were not said. */
    static List<Passage> read(List<String> values) {
        List<Passage> path = new ArrayList<>();
        for (String value : values) {
            for (String element : split(value, ',')) {
                path.add(passage(element));
            }
        }
        return path;
    }

    private static Passage passage(String element) {
        String address = "";
        @Nullable String scheme = null;
        @Nullable String host = null;
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals).strip();
            String value = equals < 0 ? "" : unquoted(pair.substring(equals + 1).strip());
            switch (name.toLowerCase(Locale.ROOT)) {
                case "for" -> address = address(value);
                case "proto" -> scheme = value;
                case "host" -> host = value;
                default -> {
                    // By, and extensions: nothing that is asked for here.
                }
            }
        }
        return Passage.of(address, scheme, host);
    }

    /** Of a node, RFC 7239 §6: without its port, and an IPv6 address without its brackets. */
    private static String address(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? "" : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon < 0 ? node : node.substring(0, colon);
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c == separator) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }
}
