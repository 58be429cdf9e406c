package io.pagurus.gateway.forwarding;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;

/** Thread-safe. Finds out who asks: the peer, or whom a trusted proxy has put in its headers. */
public final class Origins {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final Networks trusted;

    public Origins(Networks trusted) {
        this.trusted = trusted;
    }

    public Origin of(HttpServerRequest request) {
        String peer = request.remoteAddress().hostAddress();
        if (!trusted.contain(peer)) {
            // What it says of itself is not believed, and not looked at.
            return new Origin(peer, "", request.isSSL(), host(request));
        }
        List<String> path = addresses(request);
        int client = path.size() - 1;
        while (client > 0 && trusted.contain(path.get(client))) {
            client--;
        }
        String address = path.isEmpty() ? peer : path.get(client);
        List<String> proxies =
                new ArrayList<>(path.isEmpty() ? path : path.subList(client + 1, path.size()));
        if (!path.isEmpty()) {
            proxies.add(peer);
        }
        return new Origin(
                address, String.join(", ", proxies), secure(request), forwardedHost(request));
    }

    /** From the client on; where something is no address, what stands before it is not believed. */
    private static List<String> addresses(HttpServerRequest request) {
        List<String> path = new ArrayList<>();
        for (String value : request.headers().getAll(FORWARDED_FOR)) {
            for (String each : value.split(",", -1)) {
                String address = each.trim();
                if (Networks.isAddress(address)) {
                    path.add(address);
                } else {
                    path.clear();
                }
            }
        }
        return path;
    }

    private static boolean secure(HttpServerRequest request) {
        String said = request.getHeader("X-Forwarded-Proto");
        return said == null ? request.isSSL() : "https".equalsIgnoreCase(said.trim());
    }

    private static String forwardedHost(HttpServerRequest request) {
        String said = request.getHeader("X-Forwarded-Host");
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
