package io.pagurus.node.http;

import io.pagurus.node.chat.ChatMessages;
import io.pagurus.node.chat.Chunks;
import io.pagurus.node.chat.Completion;
import io.pagurus.node.http.Client.Write;
import io.pagurus.node.store.StoredTurn;
import io.pagurus.node.turn.Turn;
import io.pagurus.node.turn.Turn.Progress;
import io.pagurus.node.turn.TurnOutcome;
import java.util.List;

/**
 * Confined to the request's virtual thread, which may block. Tells one client what a turn says, as
 * JSON once it is committed or as a stream while it runs. The client's going away ends only this.
 */
final class TurnAnswer {

    /** So many characters of chunks are written at once; more wait for the client. */
    private static final int BATCH_CHARS = 16 * 1024;

    private final Client client;

    TurnAnswer(Client client) {
        this.client = client;
    }

    Write json(Turn turn) throws InterruptedException {
        TurnOutcome outcome = turn.outcome();
        if (outcome instanceof TurnOutcome.Committed(StoredTurn stored)) {
            byte[] body = completion(stored).json(stored.messages());
            return client.answer(200, "application/json", body);
        }
        return client.answer(Problems.of(outcome));
    }

    /** The head waits for the first chunk: until then a refusal still has a status of its own. */
    Write stream(Turn turn) throws InterruptedException {
        int told = 0;
        while (true) {
            Progress progress = turn.follow(told);
            if (progress.startedAt() != null && !progress.chunks().isEmpty()) {
                Completion looks = new Completion(turn.call().ref().turnId(), progress.startedAt());
                Write write = tell(looks, progress.chunks(), told == 0);
                if (write != Write.TAKEN) {
                    return write;
                }
                told += progress.chunks().size();
            }
            if (progress.outcome() != null) {
                return end(progress.outcome(), told);
            }
        }
    }

    private Write end(TurnOutcome outcome, int told) {
        if (outcome instanceof TurnOutcome.Committed(StoredTurn stored)) {
            Completion looks = completion(stored);
            List<String> chunks = Chunks.of(ChatMessages.answerOf(stored.messages()));
            Write rest = tell(looks, chunks.subList(told, chunks.size()), told == 0);
            if (rest != Write.TAKEN) {
                return rest;
            }
            Write last = client.write(looks.closing() + Completion.DONE);
            return last == Write.TAKEN ? client.endStream() : last;
        }
        if (told == 0) {
            return client.answer(Problems.of(outcome));
        }
        client.reset();
        return Write.TAKEN;
    }

    private Write tell(Completion looks, List<String> chunks, boolean first) {
        StringBuilder batch = new StringBuilder();
        if (first) {
            client.openStream();
            batch.append(looks.opening());
        }
        Write write = Write.TAKEN;
        for (String chunk : chunks) {
            batch.append(looks.chunk(chunk));
            if (batch.length() >= BATCH_CHARS) {
                write = client.write(batch.toString());
                batch.setLength(0);
            }
            if (write != Write.TAKEN) {
                return write;
            }
        }
        return batch.isEmpty() ? write : client.write(batch.toString());
    }

    private static Completion completion(StoredTurn stored) {
        return new Completion(stored.turnId(), stored.startedAt());
    }
}
