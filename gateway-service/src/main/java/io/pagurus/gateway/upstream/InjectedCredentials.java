package io.pagurus.gateway.upstream;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Thread-safe; called on event loops. The credentials that rules name for nodes. What a client
 * sends in a header that has a credential for any node reaches none; what an answer shows of one
 * reaches no client.
 */
public final class InjectedCredentials implements NodeCredentials {

    /** Immutable. Rules made ready. */
    private record Ready(NodeSecretRules rules, List<String> headers) {}

    private volatile Ready ready = new Ready(NodeSecretRules.NONE, List.of());

    /** To be told of the rules in force. */
    public void use(NodeSecretRules rules) {
        ready = new Ready(rules, rules.headers());
    }

    @Override
    public boolean isNone() {
        return ready.headers.isEmpty();
    }

    @Override
    public void addTo(MultiMap headers, String nodeId) {
        Ready now = ready;
        if (now.headers.isEmpty()) {
            return;
        }
        for (String header : now.headers) {
            headers.remove(header);
        }
        for (NodeSecret secret : now.rules.of(nodeId)) {
            headers.add(secret.header(), secret.value().reveal());
        }
    }

    @Override
    public void hideIn(MultiMap answer, String nodeId) {
        Ready now = ready;
        if (now.headers.isEmpty()) {
            return;
        }
        for (String header : now.headers) {
            answer.remove(header);
        }
        List<NodeSecret> secrets = now.rules.of(nodeId);
        if (!secrets.isEmpty()) {
            showing(answer, secrets).forEach(answer::remove);
        }
    }

    private static List<String> showing(MultiMap answer, List<NodeSecret> secrets) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, String> header : answer) {
            for (NodeSecret secret : secrets) {
                if (header.getValue().contains(secret.secret().reveal())) {
                    names.add(header.getKey());
                }
            }
        }
        return names;
    }
}
