package io.pagurus.gateway.forwarding;

import io.pagurus.gateway.rules.RuleSection;
import io.vertx.core.MultiMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Immutable. What a node is told of the client, and under which name it is addressed. Nodes differ:
 * some take a header from a proxy that they do not know for an attack, and answer 403.
 *
 * @param told the headers that it gets; those that the client sent under these names never pass
 * @param clientsHost whether it gets the client's {@code Host}, where it else gets its own
 */
public record HeaderPolicy(Set<Told> told, boolean clientsHost) {

    /** A header that tells of the client. */
    public enum Told {
        /** One address: the client's. */
        X_FORWARDED_FOR,
        /** The client's address and those of the proxies behind it. */
        X_FORWARDED_FOR_CHAIN,
        X_REAL_IP,
        X_FORWARDED_PROTO,
        X_FORWARDED_HOST,
        /** RFC 7239, with all of that. */
        FORWARDED;

        String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The client's address alone, which the nodes that are known take. */
    public static final HeaderPolicy DEFAULT =
            new HeaderPolicy(EnumSet.of(Told.X_FORWARDED_FOR), false);

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    public HeaderPolicy {
        told = Set.copyOf(told);
    }

    /** Reads {@code tell} and {@code host} of a node. */
    public static HeaderPolicy read(RuleSection section) {
        Set<Told> told = EnumSet.noneOf(Told.class);
        for (String name : section.texts("tell", List.of(Told.X_FORWARDED_FOR.written()))) {
            boolean known = false;
            for (Told each : Told.values()) {
                if (each.written().equals(name)) {
                    known = told.add(each) || known;
                }
            }
            if (!known) {
                section.error("tell", "each of them once: " + all());
            }
        }
        return new HeaderPolicy(told, section.flag("clients-host", false));
    }

    private static List<String> all() {
        return List.of(Told.values()).stream().map(Told::written).toList();
    }

    /** What every node gets that nothing else is said of. */
    public static void addDefault(Origin origin, MultiMap headers) {
        headers.set(FORWARDED_FOR, origin.address());
    }

    /**
     * The headers for a node of this policy.
     *
     * @param headers as prepared for one of the default policy; stays as it is
     */
    public MultiMap applyTo(MultiMap headers, Origin origin) {
        if (equals(DEFAULT)) {
            return headers;
        }
        MultiMap own = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        own.remove(FORWARDED_FOR);
        told.forEach(each -> add(each, origin, own));
        if (clientsHost && !origin.host().isEmpty()) {
            own.set("Host", origin.host());
        }
        return own;
    }

    private static void add(Told told, Origin origin, MultiMap headers) {
        switch (told) {
            case X_FORWARDED_FOR -> headers.set(FORWARDED_FOR, origin.address());
            case X_FORWARDED_FOR_CHAIN ->
                    headers.set(
                            FORWARDED_FOR,
                            origin.proxies().isEmpty()
                                    ? origin.address()
                                    : origin.address() + ", " + origin.proxies());
            case X_REAL_IP -> headers.set("X-Real-IP", origin.address());
            case X_FORWARDED_PROTO -> headers.set("X-Forwarded-Proto", origin.scheme());
            case X_FORWARDED_HOST -> {
                if (!origin.host().isEmpty()) {
                    headers.set("X-Forwarded-Host", origin.host());
                }
            }
            case FORWARDED -> headers.set("Forwarded", forwarded(origin));
        }
    }

    /** Source: RFC 7239 §4, §6: an IPv6 address stands in brackets and quotes. */
    private static String forwarded(Origin origin) {
        boolean v6 = origin.address().indexOf(':') >= 0;
        String client = v6 ? "\"[" + origin.address() + "]\"" : origin.address();
        String host = origin.host().isEmpty() ? "" : ";host=\"" + origin.host() + "\"";
        return "for=" + client + ";proto=" + origin.scheme() + host;
    }
}
