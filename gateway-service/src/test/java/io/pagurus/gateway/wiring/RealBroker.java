package io.pagurus.gateway.wiring;

import io.pagurus.local.kafka.LocalBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Started once, before the gateway. A broker with the suite's topics. */
public final class RealBroker implements QuarkusTestResourceLifecycleManager {

    static final String BOOTSTRAP = "kafka.bootstrap.servers";

    private @Nullable LocalBroker broker;

    @Override
    public Map<String, String> start() {
        LocalBroker started = LocalBroker.start();
        broker = started;
        return Map.of(BOOTSTRAP, started.bootstrapServers());
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
