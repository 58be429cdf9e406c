package io.pagurus.drill;

import io.pagurus.drill.Script.Line;
import io.pagurus.drill.Transcript.Message;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * Confined to its virtual thread, which it blocks. One client: says its script, turn after turn,
 * sends what failed again under the same key at the next gateway, and holds each answer against its
 * own transcript.
 */
final class Conversation implements Runnable {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** What conversations share. */
    record Setting(
            List<URI> gateways,
            EdgeClient client,
            Ledger ledger,
            Clock clock,
            Duration turnDeadline) {}

    private final Script script;
    private final Setting setting;
    private final IntPredicate goesOn;
    private final Transcript transcript = new Transcript();
    private final Random random;
    private int gateway;

    /**
     * @param goesOn whether the turn of that number is still to be asked
     */
    Conversation(Script script, Setting setting, IntPredicate goesOn) {
        this.script = script;
        this.setting = setting;
        this.goesOn = goesOn;
        this.random = new Random(script.seed());
        this.gateway = random.nextInt(setting.gateways().size());
    }

    @Override
    public void run() {
        try {
            boolean whole = true;
            for (int number = 1; whole && goesOn.test(number); number++) {
                Line line = script.line(number);
                Thread.sleep(line.think());
                whole = turn(line);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @return whether the client knows how the conversation now stands
     */
    private boolean turn(Line line) throws InterruptedException {
        TurnRequest request =
                new TurnRequest(script.sessionId(), line.key(), line.text(), script.streaming());
        TurnRecord turn = new TurnRecord(request, setting.clock().instant());
        setting.ledger().asks(turn);
        Instant deadline = turn.sentAt().plus(setting.turnDeadline());
        for (int attempt = 1; ; attempt++) {
            Attempt came = attempt(request, turn, deadline);
            if (came instanceof Attempt.Answered answer) {
                setting.ledger().told(request, answer);
                turn.acknowledged(setting.clock().instant());
                return remember(line, answer);
            }
            Duration pause = pause(came, attempt);
            boolean inTime = setting.clock().instant().plus(pause).isBefore(deadline);
            if (!mayRetry(came) || !inTime) {
                turn.failed(
                        setting.clock().instant(),
                        "%s after %d attempts: %s".formatted(line.key(), attempt, came));
                return false;
            }
            turn.retried();
            gateway = (gateway + 1) % setting.gateways().size();
            Thread.sleep(pause);
        }
    }

    private Attempt attempt(TurnRequest request, TurnRecord turn, Instant deadline)
            throws InterruptedException {
        Duration left = Duration.between(setting.clock().instant(), deadline);
        return setting.client()
                .ask(
                        setting.gateways().get(gateway),
                        request,
                        Map.of(),
                        left.isPositive() ? left : SHORTEST_PAUSE,
                        () -> turn.arrived(setting.clock().instant()));
    }

    private static boolean mayRetry(Attempt came) {
        return switch (came) {
            case Attempt.Answered _ -> false;
            case Attempt.Refused refused -> refused.retryable();
            case Attempt.Broken _ -> true;
        };
    }

    private Duration pause(Attempt came, int attempt) {
        if (came instanceof Attempt.Refused refused && refused.retryAfter() != null) {
            return refused.retryAfter();
        }
        long longest =
                Math.min(
                        LONGEST_PAUSE.toMillis(),
                        SHORTEST_PAUSE.toMillis() << Math.min(attempt, 8));
        return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2));
    }

    private boolean remember(Line line, Attempt.Answered answer) {
        String wrong = transcript.contradiction(answer.text());
        if (wrong != null) {
            setting.ledger().contextLost(script.sessionId(), line.key() + ": " + wrong);
            return false;
        }
        List<Message> turn = new ArrayList<>();
        turn.add(new Message("user", line.text()));
        turn.addAll(ToolMessages.of(answer.turnId(), line.tools()));
        turn.add(new Message("assistant", answer.text()));
        transcript.add(turn);
        return true;
    }
}
