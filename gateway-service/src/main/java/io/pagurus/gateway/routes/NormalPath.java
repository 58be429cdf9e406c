package io.pagurus.gateway.routes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Thread-safe. A path as the most forgiving of nodes would read it: decoded, without empty and dot
 * segments and without what follows a semicolon in one, a backslash being a slash. It serves to see
 * whether two readings of a path lead to different routes; what nodes get stays as it came.
 *
 * <p>Source: RFC 3986 §2.1, §3.3, §5.2.4, and what common servers do beyond it.
 */
final class NormalPath {

    private NormalPath() {}

    /** The same object when the path reads the same everywhere, as nearly all do. */
    static String of(String path) {
        return isPlain(path) ? path : withoutDots(decoded(path));
    }

    private static boolean isPlain(String path) {
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

    private static String withoutDots(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String each : path.split("/", -1)) {
            int semicolon = each.indexOf(';');
            String segment = semicolon < 0 ? each : each.substring(0, semicolon);
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return joined(segments, endsAsFolder(path));
    }

    private static boolean endsAsFolder(String path) {
        return path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
    }

    private static String joined(Deque<String> segments, boolean folder) {
        StringBuilder text = new StringBuilder();
        for (Iterator<String> each = segments.iterator(); each.hasNext(); ) {
            text.append('/').append(each.next());
        }
        return text.isEmpty() || folder ? text.append('/').toString() : text.toString();
    }
}
