package io.pagurus.gateway.routes;

import java.util.ArrayList;
import java.util.List;

/**
 * Thread-safe. A path as more forgiving nodes would read it: decoded, without empty segments and
 * single dots, and without what follows a semicolon in a segment, a backslash being a slash. It
 * serves to see whether two readings of a path lead to different routes; what nodes get stays as it
 * came.
 *
 * <p>Source: RFC 3986 §2.1, §3.3, §5.2.4, and what common servers do beyond it.
 */
final class NormalPath {

    private NormalPath() {}

    /** Whether a path reads the same everywhere, as nearly all do. */
    static boolean isPlain(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c == '\\' || c == ';' || (before == '/' && (c == '/' || c == '.'))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    /**
     * The readings of a path that is not plain, which differ in what is encoded behind a semicolon;
     * none when it climbs: then each step that a node takes or leaves out is another reading, and
     * no client sends that, since it climbs itself.
     */
    static List<String> readings(String path) {
        List<String> decoded = segments(decoded(path));
        if (decoded.contains("..")) {
            return List.of();
        }
        return List.of(joined(decoded), joined(segments(decoded(joined(segments(path))))));
    }

    private static String decoded(String path) {
        StringBuilder text = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            int code = c == '%' ? code(path, i + 1) : -1;
            if (code >= 0) {
                c = (char) code;
                i += 2;
            }
            text.append(c == '\\' ? '/' : c);
        }
        return text.toString();
    }

    /** The value of two hexadecimal digits; -1 where there are none. */
    private static int code(String path, int at) {
        if (at + 2 > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at), 16);
        int low = Character.digit(path.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Those that say something; an empty one at the end says that it is a folder. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        boolean folder = false;
        for (String each : path.split("/", -1)) {
            int semicolon = each.indexOf(';');
            String segment = semicolon < 0 ? each : each.substring(0, semicolon);
            folder = segment.isEmpty() || segment.equals(".");
            if (!folder) {
                segments.add(segment);
            }
        }
        if (folder) {
            segments.add("");
        }
        return segments;
    }

    private static String joined(List<String> segments) {
        return "/" + String.join("/", segments);
    }
}
