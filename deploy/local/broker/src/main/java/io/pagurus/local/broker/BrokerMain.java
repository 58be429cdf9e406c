package io.pagurus.local.broker;

import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Runs on the main thread. Starts the broker and lives until SIGTERM.
 *
 * <p>Environment: what {@link BrokerSettings#of} reads; and with {@code PAGURUS_BROKER_PARENT}, a
 * process id, it ends when that process does, so that a killed test run leaves nothing behind.
 */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        endWith(environment.get("PAGURUS_BROKER_PARENT"));

        BrokerSettings settings = settings(environment);
        new BrokerStorage(settings.directory(), settings.node(), settings.cluster()).prepare();
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(settings.properties(), false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
        server.startup();
        System.out.println("broker " + settings.node() + " ready on port " + settings.port());
        server.awaitShutdown();
    }

    private static BrokerSettings settings(Map<String, String> environment) {
        try {
            return BrokerSettings.of(environment);
        } catch (IllegalArgumentException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(2);
            throw unusable;
        }
    }

    private static void endWith(@Nullable String parent) {
        if (parent == null) {
            return;
        }
        ProcessHandle.of(Long.parseLong(parent))
                .ifPresentOrElse(
                        process -> {
                            var _ = process.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
                        },
                        () -> Runtime.getRuntime().halt(1));
    }
}
