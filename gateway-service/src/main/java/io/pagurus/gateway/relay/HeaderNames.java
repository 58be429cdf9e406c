package io.pagurus.gateway.relay;

import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. A few names of headers. Asked for every header of every request, so it looks at the
 * length first: hardly any name is then compared at all, and none is copied.
 */
final class HeaderNames {

    static final HeaderNames NONE = of();

    private final List<List<String>> byLength;

    private HeaderNames(List<List<String>> byLength) {
        this.byLength = byLength;
    }

    static HeaderNames of(String... names) {
        List<List<String>> byLength = new ArrayList<>();
        for (String name : names) {
            while (byLength.size() <= name.length()) {
                byLength.add(new ArrayList<>());
            }
            byLength.get(name.length()).add(name);
        }
        return new HeaderNames(byLength);
    }

    boolean contains(CharSequence name) {
        int length = name.length();
        if (length >= byLength.size()) {
            return false;
        }
        List<String> candidates = byLength.get(length);
        for (int i = 0; i < candidates.size(); i++) {
            if (AsciiString.contentEqualsIgnoreCase(candidates.get(i), name)) {
                return true;
            }
        }
        return false;
    }
}
