package io.pagurus.gateway.routes;

import io.pagurus.gateway.rules.RuleSection;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Which requests a route is for. Each part that is empty lets all through.
 *
 * @param hosts in small letters, without a port; {@code *.example.org} is any name below it
 * @param paths whole ones, without a query
 * @param prefixes beginnings of paths
 * @param methods in capital letters
 * @param headers that must have these values
 */
public record RouteMatch(
        Set<String> hosts,
        Set<String> paths,
        List<String> prefixes,
        Set<String> methods,
        Map<String, String> headers) {

    public static final RouteMatch ALL =
            new RouteMatch(Set.of(), Set.of(), List.of(), Set.of(), Map.of());

    /** These paths alone. */
    public static RouteMatch paths(Set<String> paths) {
        return new RouteMatch(Set.of(), Set.copyOf(paths), List.of(), Set.of(), Map.of());
    }

    static RouteMatch read(RuleSection section) {
        List<String> paths = section.texts("paths", List.of());
        List<String> prefixes = section.texts("prefixes", List.of());
        requireSlash(section, "paths", paths);
        requireSlash(section, "prefixes", prefixes);
        return new RouteMatch(
                lower(section.texts("hosts", List.of())),
                Set.copyOf(paths),
                prefixes,
                Set.copyOf(section.texts("methods", List.of())),
                section.textsByName("headers"));
    }

    private static void requireSlash(RuleSection section, String field, List<String> paths) {
        if (!paths.stream().allMatch(path -> path.startsWith("/"))) {
            section.error(field, "paths that begin with /");
        }
    }

    private static Set<String> lower(List<String> hosts) {
        return Set.copyOf(hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList());
    }

    /**
     * Whether it is for a request.
     *
     * @param host without a port, in any letters; null when the request names none
     */
    public boolean matches(String method, @Nullable String host, String path, MultiMap given) {
        return (methods.isEmpty() || methods.contains(method))
                && ((paths.isEmpty() && prefixes.isEmpty()) || isFor(path))
                && (hosts.isEmpty() || (host != null && isFor(host, hosts)))
                && (headers.isEmpty() || hasHeaders(given));
    }

    private boolean isFor(String path) {
        if (paths.contains(path)) {
            return true;
        }
        for (String prefix : prefixes) {
            if (path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFor(String host, Set<String> hosts) {
        String name = host.toLowerCase(Locale.ROOT);
        if (hosts.contains(name)) {
            return true;
        }
        int dot = name.indexOf('.');
        while (dot >= 0) {
            if (hosts.contains("*" + name.substring(dot))) {
                return true;
            }
            dot = name.indexOf('.', dot + 1);
        }
        return false;
    }

    private boolean hasHeaders(MultiMap given) {
        for (Map.Entry<String, String> wanted : headers.entrySet()) {
            if (!wanted.getValue().equals(given.get(wanted.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
