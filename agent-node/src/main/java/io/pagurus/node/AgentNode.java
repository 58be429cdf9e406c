package io.pagurus.node;

import io.pagurus.node.store.HttpSessionStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Confined to the main thread, but for the shutdown hook. The process: reads the environment,
 * serves, and drains before it ends.
 */
public final class AgentNode {

    private static final int BAD_CONFIGURATION = 2;
    private static final int CANNOT_START = 1;

    private AgentNode() {}

    public static void main(String[] arguments) throws InterruptedException {
        // Netty's use of Unsafe makes this JDK print warnings, and the node has no need of it.
        System.setProperty("io.netty.noUnsafe", "true");
        System.setProperty(
                "java.util.logging.SimpleFormatter.format",
                "%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
        try {
            serve(NodeSettings.from(new Environment(System::getenv)));
        } catch (Environment.Wrong wrong) {
            System.err.println("agent-node: " + wrong.getMessage());
            System.exit(BAD_CONFIGURATION);
        } catch (IOException failure) {
            System.err.println("agent-node: " + failure.getMessage());
            System.exit(CANNOT_START);
        }
    }

    private static void serve(NodeSettings settings) throws IOException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        HttpSessionStore store =
                new HttpSessionStore(
                        settings.sessionService(),
                        settings.me().nodeId(),
                        settings.authToken(),
                        settings.store().timeout());
        RunningNode node = RunningNode.start(settings, store, new RealPace(), asked::countDown);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> drain(node, settings.drain()), "drain"));
        System.out.printf(
                "agent-node %s in %s listens on http://%s:%d%n",
                settings.me().nodeId(), settings.me().region(), settings.host(), node.port());
        asked.await();
        System.exit(0);
    }

    private static void drain(RunningNode node, Duration limit) {
        try {
            if (!node.drain(limit)) {
                System.err.printf(
                        "agent-node: %d turns did not finish within %s%n",
                        node.runningTurns(), limit);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
