package io.pagurus.local.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Immutable. The properties of brokers that have a listener for each link.
 *
 * @param listened the port at which the link's listener listens
 * @param advertised the port at which it is to be reached: the proxy's
 */
record LinkedListeners(Map<Link, Integer> listened, Map<Link, Integer> advertised) {

    private static final String HOST = "127.0.0.1";
    private static final String CLIENT = "CLIENT";

    LinkedListeners {
        listened = Map.copyOf(listened);
        advertised = Map.copyOf(advertised);
    }

    /**
     * Those of one broker.
     *
     * @param clientPort where those clients connect that reach all brokers directly
     */
    Map<String, String> of(int broker, int clientPort) {
        List<Link> own = links(broker);
        Map<String, String> properties = new HashMap<>();
        properties.put("listeners", listeners(own, clientPort, link -> port(listened, link)));
        properties.put(
                "advertised.listeners", listeners(own, clientPort, link -> port(advertised, link)));
        properties.put("listener.security.protocol.map", protocols(own));
        properties.put(
                "inter.broker.listener.name", new Link(Link.Kind.PEER, broker, broker).listener());
        properties.put("controller.listener.names", quorums(own));
        properties.put("controller.quorum.voters", voters(broker));
        own.forEach(link -> properties.put(threads(link), "1"));
        return properties;
    }

    private List<Link> links(int broker) {
        return listened.keySet().stream().filter(link -> link.broker() == broker).toList();
    }

    private static int port(Map<Link, Integer> ports, Link link) {
        return ports.getOrDefault(link, 0);
    }

    private static String listeners(List<Link> links, int client, ToIntFunction<Link> port) {
        return address(CLIENT, client)
                + links.stream()
                        .map(link -> "," + address(link.listener(), port.applyAsInt(link)))
                        .collect(Collectors.joining());
    }

    private static String address(String listener, int port) {
        return listener + "://" + HOST + ":" + port;
    }

    private static String protocols(List<Link> links) {
        return CLIENT
                + ":PLAINTEXT"
                + links.stream()
                        .map(link -> "," + link.listener() + ":PLAINTEXT")
                        .collect(Collectors.joining());
    }

    /** Its own first: that is the one at which it asks the others. */
    private static String quorums(List<Link> links) {
        return links.stream()
                .filter(link -> link.kind() == Link.Kind.QUORUM)
                .sorted((one, other) -> Boolean.compare(other.toItself(), one.toItself()))
                .map(Link::listener)
                .collect(Collectors.joining(","));
    }

    /** The quorum as this broker reaches it. */
    private String voters(int broker) {
        return listened.keySet().stream()
                .filter(link -> link.kind() == Link.Kind.QUORUM && link.asks() == broker)
                .map(link -> link.broker() + "@" + HOST + ":" + port(advertised, link))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String threads(Link link) {
        return "listener.name." + link.listener().toLowerCase(Locale.ROOT) + ".num.network.threads";
    }
}
