package io.pagurus.local.broker;

import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Runs on the main thread. Starts the broker and lives until SIGTERM.
 *
 * <p>Environment: {@code PAGURUS_BROKER_PORT}, {@code PAGURUS_BROKER_CONTROLLER_PORT} (the port
 * after it unless given), {@code PAGURUS_BROKER_DIR}; with {@code PAGURUS_BROKER_PARENT}, a process
 * id, it ends when that process does, so that a killed test run leaves nothing behind.
 */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        int port = Integer.parseInt(required(environment, "PAGURUS_BROKER_PORT"));
        String controllerPort = environment.get("PAGURUS_BROKER_CONTROLLER_PORT");
        Path directory = Path.of(required(environment, "PAGURUS_BROKER_DIR"));
        endWith(environment.get("PAGURUS_BROKER_PARENT"));

        new BrokerStorage(directory).prepare();
        BrokerSettings settings =
                new BrokerSettings(
                        port,
                        controllerPort == null ? port + 1 : Integer.parseInt(controllerPort),
                        directory);
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(settings.properties(), false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
        server.startup();
        System.out.println("broker ready on port " + port);
        server.awaitShutdown();
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            System.err.println(name + " is not set");
            System.exit(2);
            throw new IllegalStateException(name);
        }
        return value;
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
