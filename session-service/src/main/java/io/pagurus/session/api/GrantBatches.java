package io.pagurus.session.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.routing.Parcels;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks, so it is called on virtual threads. Grants of many sessions: what is served
 * here is asked for here, the rest of the instances that serve it, all at the same time. What
 * nobody serves at the moment is tried again until the deadline, as a request of its own would be.
 */
@Singleton
final class GrantBatches {

    private static final String PATH = "/v1/grants";
    private static final Failure NOBODY =
            new Failure.Unavailable("no instance serves the session at the moment");

    private final Grants grants;
    private final Parcels parcels;
    private final ObjectMapper json;

    @Inject
    GrantBatches(Grants grants, Parcels parcels, ObjectMapper json) {
        this.grants = grants;
        this.parcels = parcels;
        this.json = json;
    }

    /** Immutable. One of the grants that were asked for, and its entry. */
    private record Item(int number, Requests.Grant asked, JournalRecord.OwnershipGranted record) {}

    /** For another instance: what is not served here is not sent on. */
    List<Answers.Grant> here(List<Requests.@Nullable Grant> asked) {
        Batch batch = new Batch(asked, null);
        batch.takeHere();
        return batch.results(new Failure.Misdirected());
    }

    /**
     * For a caller.
     *
     * @param authorization the caller's own, for the other instances
     */
    List<Answers.Grant> everywhere(
            List<Requests.@Nullable Grant> asked, @Nullable String authorization) {
        Batch batch = new Batch(asked, authorization);
        Parcels.Deadline deadline = parcels.deadline();
        do {
            List<Sent> sent = batch.sendElsewhere();
            batch.takeHere();
            sent.forEach(batch::takeFrom);
        } while (batch.isOpen() && deadline.anotherLook());
        return batch.results(NOBODY);
    }

    /** Immutable. Items on their way to another instance. */
    private record Sent(List<Item> items, CompletableFuture<Optional<Buffer>> answer) {}

    /** Confined to one call. */
    private final class Batch {

        private final @Nullable String authorization;
        private final Answers.@Nullable Grant[] results;
        private List<Item> open = new ArrayList<>();

        Batch(List<Requests.@Nullable Grant> asked, @Nullable String authorization) {
            this.authorization = authorization;
            this.results = new Answers.Grant[asked.size()];
            for (int i = 0; i < results.length; i++) {
                open(i, asked.get(i));
            }
        }

        /** What is not as it should be has its result. */
        private void open(int number, Requests.@Nullable Grant asked) {
            try {
                Requests.Grant given = Checks.body(asked);
                open.add(
                        new Item(
                                number,
                                given,
                                grants.record(given.sessionId(), given.ownership())));
            } catch (FailureException wrong) {
                results[number] =
                        Grants.refused(asked == null ? null : asked.sessionId(), wrong.failure());
            }
        }

        boolean isOpen() {
            return !open.isEmpty();
        }

        void takeHere() {
            List<Item> mine = new ArrayList<>();
            List<Item> rest = new ArrayList<>();
            for (Item item : open) {
                (parcels.isServedHere(item.record().sessionId()) ? mine : rest).add(item);
            }
            open = rest;
            List<Answers.Grant> came = grants.all(mine.stream().map(Item::record).toList());
            for (int i = 0; i < came.size(); i++) {
                results[mine.get(i).number()] = came.get(i);
            }
        }

        List<Sent> sendElsewhere() {
            Map<String, List<Item>> byUrl = new HashMap<>();
            List<Item> rest = new ArrayList<>();
            for (Item item : open) {
                parcels.elsewhere(item.record().sessionId())
                        .map(url -> byUrl.computeIfAbsent(url, _ -> new ArrayList<>()))
                        .orElse(rest)
                        .add(item);
            }
            open = rest;
            List<Sent> sent = new ArrayList<>();
            byUrl.forEach((url, items) ->
                    sent.add(
                            new Sent(items, parcels.send(url + PATH, body(items), authorization))));
            return sent;
        }

        private Buffer body(List<Item> items) {
            try {
                return Buffer.buffer(
                        json.writeValueAsBytes(
                                new Requests.Grants(items.stream().map(Item::asked).toList())));
            } catch (JsonProcessingException bug) {
                throw new IllegalStateException("what was read can be written", bug);
            }
        }

        /** What went astray, or came to nobody, is open again. */
        void takeFrom(Sent sent) {
            List<Answers.Grant> came =
                    sent.answer().join().map(GrantBatches.this::read).orElse(List.of());
            for (int i = 0; i < sent.items().size(); i++) {
                Item item = sent.items().get(i);
                if (came.size() != sent.items().size()
                        || came.get(i).status() == Problems.MISDIRECTED) {
                    open.add(item);
                } else {
                    results[item.number()] = came.get(i);
                }
            }
        }

        List<Answers.Grant> results(Failure ofTheRest) {
            for (Item item : open) {
                results[item.number()] = Grants.refused(item.record().sessionId(), ofTheRest);
            }
            List<Answers.Grant> all = new ArrayList<>(results.length);
            for (Answers.Grant result : results) {
                all.add(Objects.requireNonNull(result));
            }
            return all;
        }
    }

    private List<Answers.Grant> read(Buffer answer) {
        try {
            return json.readValue(answer.getBytes(), Answers.Grants.class).results();
        } catch (IOException notOurs) {
            return List.of();
        }
    }
}
