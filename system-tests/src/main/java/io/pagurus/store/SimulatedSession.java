package io.pagurus.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.history.Acknowledged;
import io.pagurus.history.Acknowledged.What;
import io.pagurus.history.ReadBack;
import io.pagurus.history.ReadBack.ReadTurn;
import io.pagurus.store.StoreClient.Answer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Confined to its virtual thread, which it blocks; {@link #waitingFor()} is thread-safe. One
 * session with the nodes that own it one after another and the gateway that moves it: turns with
 * tool steps, takeovers in the middle of them, and owners that write on after they were replaced.
 */
final class SimulatedSession {

    private static final String PRINCIPAL = "alice";
    private static final int MOST_STEPS = 2;
    private static final double TAKEOVER = 0.12;
    private static final double RACE = 0.06;
    private static final double READ = 0.1;

    /** A turn that ended, or must be begun again under another owner. */
    private enum Turned {
        DONE,
        AGAIN
    }

    private final Load load;
    private final Calls calls;
    private final Records records;
    private final String sessionId;
    private final SplittableRandom random;
    private long epoch;
    private String node = "";

    /** Of all owners together: what rises over all rises under each. */
    private long starts;

    SimulatedSession(Load load, Calls calls, String sessionId, SplittableRandom random) {
        this.load = load;
        this.calls = calls;
        this.records = load.records();
        this.sessionId = sessionId;
        this.random = random;
    }

    /** Opens the session. */
    void open() throws InterruptedException {
        takeOver("opened");
    }

    /** Asks for a turn until it is told, or stands still for good. */
    void turn(int number) throws InterruptedException {
        String key = "k" + number;
        TurnOf turn =
                new TurnOf(
                        sessionId, PRINCIPAL + "~" + key, key, random.nextInt(MOST_STEPS + 1), 0);
        records.asks(sessionId, key, turn.text());
        while (attempt(turn.numbered(++starts)) == Turned.AGAIN) {
            records.count("turns begun again");
        }
        if (random.nextDouble() < READ) {
            readBack();
        }
    }

    private Turned attempt(TurnOf turn) throws InterruptedException {
        Answer started =
                calls.write("start", node, "POST", turn.path() + "/start", turn.start(epoch, node));
        if (!started.ok()) {
            return refused(turn, "start", started);
        }
        if (started.body().path("verdict").asText().equals("committed")) {
            String answer = TurnOf.answered(started.body().path("turn"));
            records.told(sessionId, turn.key(), turn.id(), answer);
            return Turned.DONE;
        }
        acknowledged(What.START, turn, "");
        for (int step = 1; step <= turn.steps(); step++) {
            if (random.nextDouble() < TAKEOVER / 2) {
                return replacedInStep(turn, "step-" + step, started.body());
            }
            Answer refusal = step(turn, "step-" + step, started.body().path("steps"));
            if (!refusal.ok()) {
                return refused(turn, "step", refusal);
            }
        }
        double fate = random.nextDouble();
        if (fate < TAKEOVER) {
            return replaced(turn, started.body());
        }
        return fate < TAKEOVER + RACE ? race(turn, started.body()) : commit(turn, started.body());
    }

    /** The refusal of the step, or the last good answer. */
    private Answer step(TurnOf turn, String task, JsonNode recorded) throws InterruptedException {
        for (JsonNode step : recorded) {
            if (step.path("taskId").asText().equals(task) && !step.path("result").isNull()) {
                return new Answer(200, step);
            }
        }
        String path = turn.path() + "/tasks/" + task;
        Answer intent =
                calls.write(
                        "intent", node, "POST", path + "/intent", turn.intent(epoch, node, task));
        if (!intent.ok()) {
            return intent;
        }
        acknowledged(What.INTENT, turn, task);
        Answer result =
                calls.write("result", node, "POST", path + "/result", turn.result(epoch, node));
        if (result.ok()) {
            acknowledged(What.RESULT, turn, task);
        }
        return result;
    }

    private Turned commit(TurnOf turn, JsonNode started) throws InterruptedException {
        boolean withState = random.nextInt(10) == 0;
        ObjectNode body = turn.commit(epoch, node, started, withState);
        Answer committed = calls.write("commit", node, "PUT", turn.path(), body);
        if (!committed.ok()) {
            return refused(turn, "commit", committed);
        }
        records.told(sessionId, turn.key(), turn.id(), turn.answer(epoch, node));
        return Turned.DONE;
    }

    /** The owner goes silent after it has begun to call a tool. */
    private Turned replacedInStep(TurnOf turn, String task, JsonNode started)
            throws InterruptedException {
        Answer intent =
                calls.write(
                        "intent",
                        node,
                        "POST",
                        turn.path() + "/tasks/" + task + "/intent",
                        turn.intent(epoch, node, task));
        if (!intent.ok()) {
            return refused(turn, "intent", intent);
        }
        acknowledged(What.INTENT, turn, task);
        return replaced(turn, started);
    }

    /**
     * The owner goes silent, the gateway gives the session to another node, the old one writes on.
     */
    private Turned replaced(TurnOf turn, JsonNode started) throws InterruptedException {
        long oldEpoch = epoch;
        String oldNode = node;
        takeOver("node-dead");
        Zombie zombie =
                new Zombie(
                        load,
                        sessionId,
                        oldEpoch,
                        oldNode,
                        new SplittableRandom(random.nextLong()));
        var _ = load.aside(() -> zombie.writeOn(turn, started));
        return Turned.AGAIN;
    }

    /** The owner commits in the same moment in which the gateway gives the session away. */
    private Turned race(TurnOf turn, JsonNode started) throws InterruptedException {
        Zombie loser =
                new Zombie(load, sessionId, epoch, node, new SplittableRandom(random.nextLong()));
        Future<?> committing = load.aside(() -> loser.commit(turn, started));
        takeOver("node-dead");
        try {
            committing.get();
        } catch (ExecutionException bug) {
            records.surprise("a racing commit failed: " + bug.getCause());
        }
        return Turned.AGAIN;
    }

    private void takeOver(String reason) throws InterruptedException {
        String next = load.otherNode(node, random);
        ObjectNode grant =
                Calls.body()
                        .put("expectedEpoch", epoch)
                        .put("node", next)
                        .put("region", "hk")
                        .put("reason", reason)
                        .put("principal", PRINCIPAL)
                        .put(
                                "requestedAt",
                                load.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
        Answer granted = calls.write("grant", Load.GATEWAY, "POST", "/ownership", grant);
        if (granted.ok()) {
            adopt(granted.body());
            records.acknowledged(new Acknowledged(sessionId, What.GRANT, epoch, node, "", ""));
        } else if (granted.problem().equals("epoch-conflict")) {
            adopt(granted.body().path("current"));
            records.count("grants refused");
        } else {
            surprise("grant", granted);
        }
    }

    private void adopt(JsonNode current) {
        epoch = current.path("epoch").asLong();
        node = current.path("owner").path("node").asText();
    }

    private Turned refused(TurnOf turn, String what, Answer refusal) throws InterruptedException {
        switch (refusal.problem()) {
            case "fenced" -> {
                records.count("owners refused");
                adopt(refusal.body().path("current"));
                return Turned.AGAIN;
            }
            case "uncertain" -> records.count("turns uncertain");
            default -> surprise(what, refusal);
        }
        ObjectNode body = turn.fenced(epoch, node).put("reason", "uncertain");
        Answer failed = calls.write("fail", node, "POST", turn.path() + "/fail", body);
        if (!failed.ok() && !failed.reason().equals("no-running-turn")) {
            surprise("fail", failed);
        }
        return Turned.DONE;
    }

    private void surprise(String what, Answer refusal) {
        records.surprise(
                "%s of %s under epoch %d of %s: %d %s"
                        .formatted(what, sessionId, epoch, node, refusal.status(), refusal.body()));
    }

    private void acknowledged(What what, TurnOf turn, String task) {
        records.acknowledged(new Acknowledged(sessionId, what, epoch, node, turn.id(), task));
    }

    /** Reads the whole history from any instance. */
    void readBack() throws InterruptedException {
        Answer read = calls.read(node, "?history=true");
        if (!read.ok()) {
            surprise("read", read);
            return;
        }
        List<ReadTurn> turns = new ArrayList<>();
        for (JsonNode turn : read.body().path("turns")) {
            turns.add(
                    new ReadTurn(
                            turn.path("seq").asLong(),
                            turn.path("turnId").asText(),
                            TurnOf.answered(turn)));
        }
        records.read(new ReadBack(sessionId, turns));
    }

    String sessionId() {
        return sessionId;
    }

    /** What it waits for, for a person; empty when for nothing. */
    String waitingFor() {
        return calls.waitingFor();
    }
}
