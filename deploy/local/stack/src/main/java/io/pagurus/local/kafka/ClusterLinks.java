package io.pagurus.local.kafka;

import io.pagurus.local.net.Delay;
import io.pagurus.local.net.FaultProxy;
import io.pagurus.local.process.FreePorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Thread-safe. A cluster whose brokers reach one another, and whose clients reach them, through
 * proxies: each pair of brokers can be slow or parted, in one direction or both, and so can each
 * pair of a place where clients are and a broker.
 *
 * <p>A broker tells everybody who asks at a listener the addresses of the same listener everywhere.
 * So it has one listener for each of the others, at which only that one asks and whose address is
 * the proxy between the two; the same for the quorum of controllers; and one for each place of
 * clients. Clients that use the {@link #plan}'s own bootstrap servers reach all brokers directly.
 * Each broker is in a rack of its own.
 */
public final class ClusterLinks implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final int brokers;
    private final Map<Link, FaultProxy> proxies;
    private final ClusterPlan plan;

    private ClusterLinks(int brokers, Map<Link, FaultProxy> proxies, ClusterPlan plan) {
        this.brokers = brokers;
        this.proxies = Map.copyOf(proxies);
        this.plan = plan;
    }

    /** So many brokers, and as many places where clients are; nothing is slow or parted yet. */
    public static ClusterLinks of(int brokers, int places) {
        List<Link> links = links(brokers, places);
        List<Integer> free = FreePorts.find(2 * brokers + links.size());
        Map<Link, Integer> listened = new HashMap<>();
        for (int i = 0; i < links.size(); i++) {
            listened.put(links.get(i), free.get(2 * brokers + i));
        }
        Map<Link, FaultProxy> proxies = proxies(links, listened);
        Map<Link, Integer> advertised = new HashMap<>(listened);
        proxies.forEach((link, proxy) -> advertised.put(link, proxy.port()));
        LinkedListeners listeners = new LinkedListeners(listened, advertised);

        List<BrokerPlan> plans = new ArrayList<>();
        for (int broker = 1; broker <= brokers; broker++) {
            int port = free.get(2 * broker - 2);
            Map<String, String> special = new HashMap<>(listeners.of(broker, port));
            special.put("broker.rack", "region-" + broker);
            plans.add(new BrokerPlan(port, free.get(2 * broker - 1), special));
        }
        String id = ClusterPlan.idOf(UUID.randomUUID().toString());
        return new ClusterLinks(brokers, proxies, new ClusterPlan(id, plans));
    }

    private static List<Link> links(int brokers, int places) {
        List<Link> links = new ArrayList<>();
        for (int broker = 1; broker <= brokers; broker++) {
            for (int asks = 1; asks <= brokers; asks++) {
                links.add(new Link(Link.Kind.PEER, asks, broker));
                links.add(new Link(Link.Kind.QUORUM, asks, broker));
            }
            for (int place = 1; place <= places; place++) {
                links.add(new Link(Link.Kind.SITE, place, broker));
            }
        }
        return links;
    }

    private static Map<Link, FaultProxy> proxies(List<Link> links, Map<Link, Integer> listened) {
        Map<Link, FaultProxy> proxies = new HashMap<>();
        for (Link link : links) {
            if (!link.toItself()) {
                int port = listened.getOrDefault(link, 0);
                proxies.put(link, FaultProxy.to(port, links.indexOf(link)));
            }
        }
        return proxies;
    }

    /** What the brokers have to be started with. */
    public ClusterPlan plan() {
        return plan;
    }

    /** For clients at one of the places, which are numbered from 1. */
    public String bootstrapServers(int place) {
        return numbers()
                .mapToObj(broker -> HOST + ":" + clients(place, broker).port())
                .collect(Collectors.joining(","));
    }

    /** What a broker asks of another one as broker: copies of records, above all. */
    public FaultProxy peers(int asks, int broker) {
        return proxy(new Link(Link.Kind.PEER, asks, broker));
    }

    /** What a broker asks of another one as controller: votes, metadata, that it lives. */
    public FaultProxy quorum(int asks, int broker) {
        return proxy(new Link(Link.Kind.QUORUM, asks, broker));
    }

    /** What clients at a place ask of a broker. */
    public FaultProxy clients(int place, int broker) {
        return proxy(new Link(Link.Kind.SITE, place, broker));
    }

    /** All between clients at a place and the brokers. */
    public List<FaultProxy> clients(int place) {
        return numbers().mapToObj(broker -> clients(place, broker)).toList();
    }

    /** All between two brokers, whoever asks, as brokers and as controllers. */
    public List<FaultProxy> between(int one, int other) {
        return List.of(
                peers(one, other), peers(other, one), quorum(one, other), quorum(other, one));
    }

    /** All between a broker and the other brokers; clients still reach it. */
    public List<FaultProxy> around(int broker) {
        return numbers()
                .filter(other -> other != broker)
                .mapToObj(other -> between(broker, other))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * As if each broker were in a region of its own, and the clients of each place in the region of
     * the broker with its number.
     *
     * @param roundTrip between two regions
     */
    public void regions(Duration roundTrip) {
        proxies.forEach((link, proxy) ->
                proxy.delay(link.withinRegion() ? Delay.NONE : Delay.ofRoundTrip(roundTrip)));
    }

    /** Nothing is parted any more; delays stay. */
    public void heal() {
        proxies.values().forEach(FaultProxy::resume);
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultProxy::close);
    }

    private FaultProxy proxy(Link link) {
        FaultProxy found = proxies.get(link);
        if (found == null) {
            throw new IllegalArgumentException("there is no such link: " + link);
        }
        return found;
    }

    private IntStream numbers() {
        return IntStream.rangeClosed(1, brokers);
    }
}
