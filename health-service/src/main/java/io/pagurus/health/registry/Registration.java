package io.pagurus.health.registry;

import io.pagurus.events.TopologyChange;
import io.pagurus.events.TopologyChange.NodeRegistered;
import io.pagurus.events.TopologyChange.RegionRegistered;
import io.pagurus.events.WantedState;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Immutable, pure. What somebody wrote of a node or region, checked before it goes to the log. */
public sealed interface Registration {

    /** It can be asked for. */
    record Valid(TopologyChange change) implements Registration {}

    /** It cannot; the first field that is wrong, and what was expected of it. */
    record Invalid(String field, String expected) implements Registration {}

    String ID_EXPECTED = "1 to 128 of A-Z a-z 0-9 . _ : ~ -";
    int MAX_WEIGHT = 10_000;

    /** A node; weight 100, health path {@code /health} and {@code ACTIVE} where nothing is said. */
    static Registration node(
            @Nullable String id,
            long expectedVersion,
            @Nullable String region,
            @Nullable String url,
            @Nullable Integer weight,
            @Nullable String healthPath,
            @Nullable WantedState wanted) {
        int share = weight == null ? 100 : weight;
        String path = healthPath == null ? "/health" : healthPath;
        if (id == null || !isId(id)) {
            return new Invalid("id", ID_EXPECTED);
        }
        if (region == null || !isId(region)) {
            return new Invalid("region", ID_EXPECTED);
        }
        if (url == null || !isNodeUrl(url)) {
            return new Invalid("url", "http(s)://host[:port], with no user, query or fragment");
        }
        if (share < 0 || share > MAX_WEIGHT) {
            return new Invalid("weight", "a whole number from 0 to " + MAX_WEIGHT);
        }
        if (!Rules.PATH.matcher(path).matches()) {
            return new Invalid("healthPath", "a path that begins with /, at most 256 characters");
        }
        return new Valid(
                new NodeRegistered(
                        id,
                        expectedVersion,
                        region,
                        url,
                        share,
                        path,
                        wanted == null ? WantedState.ACTIVE : wanted));
    }

    /** A region; its weight is its share of new sessions in percent. */
    static Registration region(
            @Nullable String id, long expectedVersion, @Nullable Integer weight) {
        if (id == null || !isId(id)) {
            return new Invalid("id", ID_EXPECTED);
        }
        if (weight == null || weight < 0 || weight > 100) {
            return new Invalid("weight", "a whole number from 0 to 100");
        }
        return new Valid(new RegionRegistered(id, expectedVersion, weight));
    }

    static boolean isId(String id) {
        return Rules.ID.matcher(id).matches();
    }

    /** Credentials in a URL would reach logs and events: there are none in a node's. */
    private static boolean isNodeUrl(String url) {
        if (url.length() > 512 || url.endsWith("/")) {
            return false;
        }
        try {
            URI uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getPort() <= 65_535;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** The patterns, compiled once. */
    final class Rules {
        private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:~-]{1,128}");
        private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/?=&%-]{0,255}");

        private Rules() {}
    }
}
