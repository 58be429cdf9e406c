package io.pagurus.bench.sessions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.bench.corpus.Composer;
import io.pagurus.bench.corpus.Corpus;
import io.pagurus.session.fold.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Confined to one thread, which it blocks. Nodes that hold conversations of the measured corpus,
 * through the REST API: some turns at the first node, the rest at another one.
 */
final class CorpusClients {

    private static final int CLIENTS = 8;

    private final Composer composer = new Composer(Corpus.measured());
    private final ServiceProcess service;
    private final List<String> sessions;

    /**
     * @param sessions that have a conversation each
     */
    CorpusClients(ServiceProcess service, List<String> sessions) {
        this.service = service;
        this.sessions = sessions;
    }

    /**
     * @param all whether each agent has a state, and each session a pending task
     */
    void write(boolean all) throws InterruptedException {
        Turn last = composer.conversation(0).getLast();
        for (long epoch = 1; epoch <= last.epoch(); epoch++) {
            long now = epoch;
            String node = turns(0, now).getFirst().node();
            each(service.gatewayToken(), (connection, number) -> grant(connection, number, now));
            each(
                    service.nodeToken(node),
                    (connection, number) -> {
                        for (Turn turn : turns(number, now)) {
                            commit(connection, sessions.get(number), turn);
                        }
                        if (all && now == last.epoch()) {
                            more(connection, sessions.get(number), last);
                        }
                    });
        }
    }

    /** What is done for one conversation. */
    private interface Step {
        void run(LeanConnection connection, int number) throws IOException;
    }

    private void each(String token, Step step) throws InterruptedException {
        var _ =
                new Load(service, token, CLIENTS)
                        .run(
                                sessions.size() / CLIENTS,
                                (connection, client, number) ->
                                        step.run(connection, number * CLIENTS + client));
    }

    private List<Turn> turns(int number, long epoch) {
        return composer.conversation(number).stream()
                .filter(turn -> turn.epoch() == epoch)
                .toList();
    }

    private void grant(LeanConnection connection, int number, long epoch) throws IOException {
        Turn turn = turns(number, epoch).getFirst();
        ObjectNode grant =
                object().put("expectedEpoch", epoch - 1)
                        .put("node", turn.node())
                        .put("region", turn.node().substring(0, 2))
                        .put("reason", epoch == 1 ? "opened" : "drain")
                        .put("principal", turn.turnId().substring(0, turn.turnId().indexOf('~')));
        var _ = connection.ask("POST", Requests.grantPath(sessions.get(number)), bytes(grant));
    }

    private static void commit(LeanConnection connection, String session, Turn turn)
            throws IOException {
        ObjectNode commit =
                fenced(turn)
                        .put("seq", turn.seq())
                        .put("requestDigest", turn.requestDigest())
                        .put("startedAt", turn.startedAt().toString());
        commit.putArray("messages").addAll(turn.messages());
        String path = "/v1/sessions/" + session + "/turns/" + turn.turnId();
        var _ = connection.ask("PUT", path, bytes(commit));
    }

    private static void more(LeanConnection connection, String session, Turn last)
            throws IOException {
        String path = "/v1/sessions/" + session;
        ObjectNode state = fenced(last).put("expectedVersion", 0);
        state.set("state", agentState());
        var _ = connection.ask("PUT", path + "/agent-state", bytes(state));
        ObjectNode task =
                fenced(last)
                        .put("taskId", "remind-1")
                        .put("tool", "mail")
                        .put("idempotent", false)
                        .put("notBefore", notDueMeanwhile().toString())
                        .put("maxAttempts", 5);
        task.putObject("input").put("to", "somebody");
        var _ = connection.ask("POST", path + "/tasks", bytes(task));
    }

    private static Instant notDueMeanwhile() {
        return Clock.systemUTC().instant().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Some 300 bytes. */
    private static ObjectNode agentState() {
        return object().put("model", "reference-1")
                .put("plan", "collect the open orders, then ask which of them to cancel")
                .put("step", 7)
                .put("cursor", "eyJwYWdlIjo0LCJvcmRlciI6ImRhdGUifQ==")
                .put(
                        "summary",
                        "The user wants all orders of last week that were not shipped; two"
                                + " of five pages were read, and one order waits for an answer.")
                .put("updated", "2026-03-02T09:41:12.480Z");
    }

    private static ObjectNode fenced(Turn turn) {
        return object().put("epoch", turn.epoch()).put("node", turn.node());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
