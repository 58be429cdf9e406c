package io.pagurus.node.http;

import io.pagurus.node.Tallies;
import io.pagurus.node.Tallies.Tally;
import io.pagurus.node.chat.ChatParse;
import io.pagurus.node.chat.ChatRequest;
import io.pagurus.node.http.Client.Write;
import io.pagurus.node.model.HistoryDigest;
import io.pagurus.node.store.SessionStore.TurnRef;
import io.pagurus.node.turn.Turn;
import io.pagurus.node.turn.TurnCall;
import io.pagurus.node.turn.TurnDesk;
import io.pagurus.node.turn.TurnDesk.Attendance;
import io.pagurus.node.turn.TurnOutcome;
import java.nio.charset.StandardCharsets;

/** Thread-safe; blocks the request's virtual thread. One chat completion, from body to answer. */
public final class TurnEndpoint {

    private final TurnDesk desk;
    private final Tallies tallies;

    public TurnEndpoint(TurnDesk desk, Tallies tallies) {
        this.desk = desk;
        this.tallies = tallies;
    }

    void answer(TurnHeaders headers, byte[] body, Client client) {
        Write write =
                switch (headers) {
                    case TurnHeaders.Missing(String header, String expected) ->
                            client.answer(Problems.badRequest(header, expected));
                    case TurnHeaders.Stated(TurnRef ref) -> parse(ref, body, client);
                };
        if (write == Write.TOO_SLOW) {
            tallies.count(Tally.slowClients);
        }
    }

    private Write parse(TurnRef ref, byte[] body, Client client) {
        return switch (ChatRequest.parse(body)) {
            case ChatParse.Malformed(String field, String expected) ->
                    client.answer(Problems.badRequest(field, expected));
            case ChatRequest chat -> {
                String kept = new String(body, StandardCharsets.UTF_8);
                yield attend(new TurnCall(ref, chat, HistoryDigest.of(body), kept, false), client);
            }
        };
    }

    private Write attend(TurnCall call, Client client) {
        return switch (desk.attend(call)) {
            case Attendance.TurnedAway(TurnOutcome outcome) -> client.answer(Problems.of(outcome));
            case Attendance.Attending(Turn turn) -> tell(turn, call.chat().stream(), client);
        };
    }

    private static Write tell(Turn turn, boolean stream, Client client) {
        try {
            TurnAnswer answer = new TurnAnswer(client);
            return stream ? answer.stream(turn) : answer.json(turn);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            client.reset();
            return Write.GONE;
        }
    }
}
