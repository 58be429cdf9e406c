package io.pagurus.redis;

import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Not instantiable. The settings of a client with its hosts begun at another one: the first that
 * answers is believed, so each has to be the first in its turn.
 */
final class HostsInTurn {

    private HostsInTurn() {}

    /**
     * The settings for one attempt.
     *
     * @param attempt counts from 0; that one begins where the settings do
     */
    static RedisClientConfig of(RedisClientConfig client, int attempt) {
        Optional<Set<URI>> hosts = client.hosts().map(all -> beginningAt(attempt, all));
        InvocationHandler settings =
                (_, method, arguments) -> {
                    if (method.getName().equals("hosts")) {
                        return hosts;
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getTargetException();
                    }
                };
        return (RedisClientConfig)
                Proxy.newProxyInstance(
                        RedisClientConfig.class.getClassLoader(),
                        new Class<?>[] {RedisClientConfig.class},
                        settings);
    }

    private static Set<URI> beginningAt(int attempt, Set<URI> hosts) {
        List<URI> turned = new ArrayList<>(hosts);
        Collections.rotate(turned, -Math.floorMod(attempt, Math.max(1, turned.size())));
        return new LinkedHashSet<>(turned);
    }
}
