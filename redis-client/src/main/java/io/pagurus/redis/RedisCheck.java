package io.pagurus.redis;

import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Confined to the thread that starts the service; reads the files that are named. Whether the
 * configuration is one that can work, as far as it can be known without connecting.
 */
final class RedisCheck {

    private static final String HOSTS = "quarkus.redis.hosts";
    private static final String TYPE = "quarkus.redis.client-type";

    /** Braces would decide a key's slot in a Cluster; glob characters make ACL patterns lie. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:/~-]{1,64}");

    private static final Pattern DATABASE = Pattern.compile("/?|/\\d{1,5}");

    private final RedisClientConfig client;
    private final RedisSettings settings;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private RedisCheck(RedisClientConfig client, RedisSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** All that is wrong; empty when nothing is. */
    static List<ConfigProblem> problems(
            RedisClientConfig client, RedisSettings settings, TlsConfigurationRegistry tls) {
        RedisCheck check = new RedisCheck(client, settings);
        Set<URI> hosts = client.hosts().orElse(Set.of());
        hosts.forEach(check::host);
        check.topology(hosts);
        check.prefix();
        check.problems.addAll(CredentialsCheck.problems(client, settings));
        check.problems.addAll(TlsCheck.problems(client, hosts, tls));
        return List.copyOf(check.problems);
    }

    private void host(URI host) {
        if ("unix".equals(host.getScheme())) {
            return;
        }
        boolean named = host.getHost() != null && host.getPort() > 0;
        boolean scheme = "redis".equals(host.getScheme()) || "rediss".equals(host.getScheme());
        boolean database = host.getPath() != null && DATABASE.matcher(host.getPath()).matches();
        if (!named || !scheme || !database) {
            problem(
                    HOSTS,
                    "redis://host:port or, with TLS, rediss://host:port, each with /number for a"
                            + " database (hosts of letters, digits, dots and -)",
                    host.toString());
        }
    }

    private void topology(Set<URI> hosts) {
        if (hosts.isEmpty()) {
            problem(HOSTS, "redis://host:port", "");
        }
        if (hosts.stream().map(URI::getScheme).distinct().count() > 1) {
            problem(HOSTS, "one scheme for all", text(hosts));
        }
        if (hosts.stream().map(URI::getPath).distinct().count() > 1) {
            problem(HOSTS, "one database number for all", text(hosts));
        }
        if (client.maxPoolWaiting() < client.maxPoolSize()) {
            problem(
                    "quarkus.redis.max-pool-waiting",
                    "at least quarkus.redis.max-pool-size, " + client.maxPoolSize(),
                    Integer.toString(client.maxPoolWaiting()));
        }
        switch (client.clientType()) {
            case STANDALONE -> single(hosts);
            case SENTINEL -> sentinel();
            case CLUSTER -> cluster(hosts);
            case REPLICATION ->
                    problem(
                            TYPE,
                            "standalone, sentinel or cluster",
                            RedisClientType.REPLICATION.name());
        }
    }

    private void single(Set<URI> hosts) {
        if (hosts.size() > 1) {
            problem(
                    HOSTS,
                    "one host, as " + TYPE + " is standalone (or set it to sentinel or cluster)",
                    text(hosts));
        }
    }

    private void sentinel() {
        if (client.masterName().filter(name -> !name.isBlank()).isEmpty()) {
            problem(
                    "quarkus.redis.master-name",
                    "the name that the Sentinels have for the primary, as " + TYPE + " is sentinel",
                    "");
        }
        client.role()
                .filter(role -> role != RedisRole.MASTER)
                .ifPresent(role ->
                        problem("quarkus.redis.role", "master, as views are written", role.name()));
    }

    private void cluster(Set<URI> hosts) {
        for (URI host : hosts) {
            String path = host.getPath() == null ? "" : host.getPath();
            if (!path.isEmpty() && !path.equals("/") && !path.equals("/0")) {
                problem(HOSTS, "no database number, as a Cluster has only 0", host.toString());
            }
        }
    }

    private void prefix() {
        if (!PREFIX.matcher(settings.keyPrefix()).matches()) {
            problem(
                    "pagurus.redis.key-prefix",
                    "1 to 64 of A-Z a-z 0-9 . _ : / ~ - (braces would decide the Cluster's slot)",
                    settings.keyPrefix());
        }
    }

    private void problem(String field, String expected, String found) {
        problems.add(new ConfigProblem(field, expected, found));
    }

    /** Each redacted by itself: a password may have any character. */
    private static String text(Collection<URI> hosts) {
        return String.join(
                ", ",
                hosts.stream().map(h -> new ConfigProblem("", "", h.toString()).found()).toList());
    }
}
