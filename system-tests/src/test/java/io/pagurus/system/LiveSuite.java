package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.drill.EdgeClient;
import io.pagurus.drill.Examination;
import io.pagurus.drill.Services;
import io.pagurus.drill.Waiting;
import io.pagurus.events.kafka.Topics;
import io.pagurus.history.ClientSide;
import io.pagurus.history.EventReader;
import io.pagurus.history.EventReader.ReadEvent;
import io.pagurus.local.Ports;
import io.pagurus.local.Progress;
import io.pagurus.local.Stack;
import io.pagurus.local.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/**
 * Thread-safe; blocks. A running suite of one test class, on ports of its own, with data of its own
 * under {@code target/suites}, so that what a failed test leaves can be read.
 */
final class LiveSuite implements AutoCloseable {

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    private final Stack stack;
    private final Services services;
    private final EdgeClient client = new EdgeClient();

    private LiveSuite(Stack stack) {
        this.stack = stack;
        this.services = new Services(stack.sessionService(), stack.token("tests", "operator"));
    }

    static LiveSuite start(Class<?> test) {
        return start(test, options -> options);
    }

    static LiveSuite start(Class<?> test, UnaryOperator<StackOptions> change) {
        Path module = Path.of("").toAbsolutePath();
        StackOptions options =
                StackOptions.of(
                                module.resolve(".."),
                                module.resolve("target/suites/" + test.getSimpleName()))
                        .withPorts(Ports.free())
                        .withKeepData(false);
        return new LiveSuite(Stack.start(change.apply(options), Progress.silent()));
    }

    Stack stack() {
        return stack;
    }

    Services services() {
        return services;
    }

    EdgeClient client() {
        return client;
    }

    Examination examine(ClientSide clients) throws InterruptedException {
        return Examination.of(stack, TOPICS, clients);
    }

    List<ReadEvent> read(String topic) {
        return EventReader.readAll(stack.kafka(), topic);
    }

    /** Waits until it is so; fails where it does not come to be within a minute. */
    static void await(String what, Callable<Boolean> condition) throws InterruptedException {
        assertThat(Waiting.until(Duration.ofMinutes(1), condition)).as(what).isTrue();
    }

    @Override
    public void close() {
        client.close();
        services.close();
        stack.close();
    }
}
