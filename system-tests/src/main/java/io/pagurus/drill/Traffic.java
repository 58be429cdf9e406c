package io.pagurus.drill;

import io.pagurus.local.Gateway;
import io.pagurus.local.Stack;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Confined to the thread that made it; its conversations run on virtual threads of their own. Live
 * conversations through all gateways of a stack, and the ledger of what they were told.
 */
public final class Traffic implements AutoCloseable {

    private final Ledger ledger = new Ledger();
    private final EdgeClient client = new EdgeClient();
    private final Conversation.Setting setting;
    private final List<Thread> conversations = new ArrayList<>();

    public Traffic(Stack stack, Clock clock, Duration turnDeadline) {
        List<URI> edges = stack.gateways().stream().map(Gateway::edge).toList();
        this.setting = new Conversation.Setting(edges, client, ledger, clock, turnDeadline);
    }

    /**
     * Begins conversations.
     *
     * @param run names them, so that runs on the same data do not meet
     * @param goesOn whether a conversation's turn of that number is still to be asked
     */
    public void begin(String run, long seed, int count, IntPredicate goesOn) {
        for (int i = 0; i < count; i++) {
            Script script = Script.of(run, seed, i);
            conversations.add(
                    Thread.ofVirtual()
                            .name(script.sessionId())
                            .start(new Conversation(script, setting, goesOn)));
        }
    }

    public Ledger ledger() {
        return ledger;
    }

    public EdgeClient client() {
        return client;
    }

    /**
     * Waits until all conversations are over.
     *
     * @return how many are not, within the bound
     */
    public long awaitEnd(Duration bound) throws InterruptedException {
        Waiting.until(bound, () -> live() == 0);
        return live();
    }

    private long live() {
        return conversations.stream().filter(Thread::isAlive).count();
    }

    @Override
    public void close() {
        conversations.forEach(Thread::interrupt);
        client.close();
    }
}
