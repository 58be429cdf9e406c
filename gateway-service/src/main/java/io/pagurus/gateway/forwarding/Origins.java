package io.pagurus.gateway.forwarding;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Thread-safe. Finds out who asks: the peer, or whom a trusted proxy has put in its headers. */
public final class Origins {

    /** Which trust nobody. */
    public static final Origins OF_PEERS = new Origins(Networks.NONE, ProxyHeaders.X_FORWARDED);

    private final Networks trusted;
    private final ProxyHeaders told;

    /**
     * Which trust proxies.
     *
     * @param told how they say who asks
     */
    public Origins(Networks trusted, ProxyHeaders told) {
        this.trusted = trusted;
        this.told = told;
    }

    public Origin of(HttpServerRequest request) {
        String peer = request.remoteAddress().hostAddress();
        if (!trusted.contain(peer)) {
            // What it says of itself is not believed, and not looked at.
            return new Origin(peer, "", request.isSSL(), host(request));
        }
        List<Passage> path = told.read(request);
        int client = path.size() - 1;
        // Where something is no address, what stands before it is not believed.
        while (client > 0
                && trusted.contain(path.get(client).address())
                && path.get(client - 1).isKnown()) {
            client--;
        }
        Passage first = path.get(client);
        return new Origin(
                first.isKnown() ? first.address() : peer,
                first.isKnown() ? proxies(path, client, peer) : "",
                secure(first, request),
                host(first, request));
    }

    private static String proxies(List<Passage> path, int client, String peer) {
        return Stream.concat(path.stream().skip(client + 1L).map(Passage::address), Stream.of(peer))
                .collect(Collectors.joining(", "));
    }

    private static boolean secure(Passage first, HttpServerRequest request) {
        String said = first.scheme();
        return said == null ? request.isSSL() : "https".equalsIgnoreCase(said.trim());
    }

    private static String host(Passage first, HttpServerRequest request) {
        String said = first.host();
        return said == null || !isHost(said) ? host(request) : said;
    }

    private static String host(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            HostAndPort authority = request.authority();
            return authority == null ? "" : authority.toString();
        }
        String host = request.headers().get(HttpHeaders.HOST);
        return host == null ? "" : host;
    }

    private static boolean isHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = Character.isLetterOrDigit(c) && c < 128;
            if (!plain && "-._:[]".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
