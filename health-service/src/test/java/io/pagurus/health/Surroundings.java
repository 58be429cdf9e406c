package io.pagurus.health;

import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.secret.SigningKey;
import io.pagurus.local.secret.Token;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Confined to the test framework's thread. A broker, three nodes, a seed file and a key. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private final LocalBroker broker = LocalBroker.start();
    private final FakeNode hk = new FakeNode("hk");
    private final FakeNode jp = new FakeNode("jp");
    private final FakeNode us = new FakeNode("us");

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("pagurus-health-");
            SigningKey key = SigningKey.in(folder.resolve("keys"));
            Path seed = Files.writeString(folder.resolve("seed.yaml"), seed());
            return Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", broker.bootstrapServers()),
                    // Not its location: a build without one has a key of its own in its place.
                    Map.entry("mp.jwt.verify.publickey", Files.readString(key.publicKey())),
                    Map.entry("pagurus.instance", "health-1"),
                    Map.entry("pagurus.health.seed-file", seed.toString()),
                    Map.entry("pagurus.health.probe.interval", "2s"),
                    Map.entry("pagurus.health.probe.timeout", "1s"),
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("test.operator", token(key, "operator-1", "operator")),
                    Map.entry("test.gateway", token(key, "gateway-1", "gateway")));
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    private static String token(SigningKey key, String subject, String group) {
        return new Token(subject, List.of(group)).signed(key, Clock.systemUTC().instant());
    }

    private String seed() {
        return """
        regions: [{id: hk, weight: 60}, {id: jp, weight: 25}, {id: us, weight: 15}]
        nodes:
          - {id: hk-1, region: hk, url: "%s"}
          - {id: jp-1, region: jp, url: "%s"}
          - {id: us-1, region: us, url: "%s"}
        """
                .formatted(hk.url(), jp.url(), us.url());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(hk, field -> field.getName().equals("hk"));
        injector.injectIntoFields(jp, field -> field.getName().equals("jp"));
        injector.injectIntoFields(
                broker.bootstrapServers(), field -> field.getName().equals("bootstrapServers"));
    }

    @Override
    public void stop() {
        hk.close();
        jp.close();
        us.close();
        broker.close();
    }
}
