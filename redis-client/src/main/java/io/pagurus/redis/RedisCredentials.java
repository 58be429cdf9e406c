package io.pagurus.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Thread-safe; reads the password's file. Puts the user into each address: the client takes it from
 * nowhere else, and hands it on from there to the primary that the Sentinels name and to each node
 * of a Cluster.
 */
@Singleton
final class RedisCredentials implements RedisOptionsCustomizer {

    private final RedisSettings settings;

    @Inject
    RedisCredentials(RedisSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        settings.passwordFile().flatMap(PasswordFile::read).ifPresent(options::setPassword);
        String password = options.getPassword();
        if (settings.username().isPresent() && password != null) {
            String user = settings.username().get() + ":" + encoded(password) + "@";
            List<String> addresses =
                    options.getEndpoints().stream()
                            .map(address -> address.replaceFirst("://", "://" + quoted(user)))
                            .toList();
            options.setEndpoints(addresses);
        }
    }

    private static String encoded(String password) {
        return URLEncoder.encode(password, StandardCharsets.UTF_8);
    }

    private static String quoted(String user) {
        return Matcher.quoteReplacement(user);
    }
}
