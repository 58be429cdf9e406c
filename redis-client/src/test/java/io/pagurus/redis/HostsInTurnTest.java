package io.pagurus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostsInTurnTest {

    @Test
    void eachHostIsTheFirstInItsTurnAndAllElseStays() {
        RedisClientConfig client =
                ConfiguredRedis.of(
                                Map.of(
                                        "quarkus.redis.client-type",
                                        "sentinel",
                                        "quarkus.redis.master-name",
                                        "claw",
                                        "quarkus.redis.hosts",
                                        "redis://a:1,redis://b:2,redis://c:3"))
                        .client();
        List<URI> hosts = List.copyOf(client.hosts().orElseThrow());

        assertThat(hosts(client, 0)).isEqualTo(hosts);
        assertThat(hosts(client, 1)).containsExactly(hosts.get(1), hosts.get(2), hosts.get(0));
        assertThat(hosts(client, 5)).containsExactly(hosts.get(2), hosts.get(0), hosts.get(1));
        assertThat(HostsInTurn.of(client, 1).masterName()).isEqualTo(client.masterName());
    }

    private static List<URI> hosts(RedisClientConfig client, int attempt) {
        return List.copyOf(HostsInTurn.of(client, attempt).hosts().orElseThrow());
    }
}
