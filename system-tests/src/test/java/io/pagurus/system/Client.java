package io.pagurus.system;

import io.pagurus.drill.Attempt;
import io.pagurus.drill.Ledger;
import io.pagurus.drill.TurnRequest;
import io.pagurus.local.Gateway;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks, or starts virtual threads. One client that says exactly what a test says.
 */
final class Client {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final LiveSuite suite;
    private final Ledger ledger = new Ledger();

    Client(LiveSuite suite) {
        this.suite = suite;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Asks once at one gateway; an answer is remembered as told. */
    Attempt ask(String gateway, TurnRequest request) throws InterruptedException {
        return ask(gateway, request, () -> {});
    }

    private Attempt ask(String gateway, TurnRequest request, Runnable arrival)
            throws InterruptedException {
        ledger.asksAside(request);
        Attempt came =
                suite.client().ask(gateway(gateway).edge(), request, Map.of(), TIMEOUT, arrival);
        if (came instanceof Attempt.Answered answer) {
            ledger.told(request, answer);
        }
        return came;
    }

    /** Asks on a thread of its own. */
    CompletableFuture<Attempt> asking(String gateway, TurnRequest request) {
        return asking(gateway, request, () -> {});
    }

    /**
     * The same.
     *
     * @param arrival is run as each piece of the answer arrives
     */
    CompletableFuture<Attempt> asking(String gateway, TurnRequest request, Runnable arrival) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return ask(gateway, request, arrival);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                VIRTUAL);
    }

    /** Asks again under the same key until there is an answer or a refusal that is final. */
    Attempt askUntilFinal(String gateway, TurnRequest request) throws InterruptedException {
        AtomicReference<@Nullable Attempt> last = new AtomicReference<>();
        LiveSuite.await(
                "a final answer to " + request.key(),
                () -> {
                    Attempt came = ask(gateway, request);
                    last.set(came);
                    return switch (came) {
                        case Attempt.Answered _ -> true;
                        case Attempt.Refused refused -> !refused.retryable();
                        case Attempt.Broken _ -> false;
                    };
                });
        Attempt came = last.get();
        if (came == null) {
            throw new IllegalStateException("awaited, and not there");
        }
        return came;
    }

    private Gateway gateway(String name) {
        return suite.stack().gateways().stream()
                .filter(gateway -> gateway.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
