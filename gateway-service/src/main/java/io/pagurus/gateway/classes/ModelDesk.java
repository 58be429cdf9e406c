package io.pagurus.gateway.classes;

import io.pagurus.gateway.held.BodyReading;
import io.pagurus.gateway.held.HeldBodies;
import io.pagurus.gateway.held.HeldRequest;
import io.pagurus.gateway.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; its requests are event-loop confined. Reads which model a request wants, puts in the
 * one that it gets, and looks what the answer has cost.
 */
public final class ModelDesk {

    private final HeldBodies held;
    private final Savings savings;

    public ModelDesk(HeldBodies held, Savings savings) {
        this.held = held;
        this.savings = savings;
    }

    /** Immutable. A request for a model. */
    public record Wish(String route, ModelRules rules, RequestClass asked) {}

    /** Event-loop confined. What a request goes on with. */
    public interface Onward {

        /**
         * Runs it.
         *
         * @param label of the nodes that serve its model; null when all do
         */
        void run(HttpServerRequest request, long length, @Nullable String label, Runnable onOver);

        /** Refuses it before its body was read; the connection is of no more use. */
        void turnAway(Problem problem);
    }

    /**
     * Takes a request before anything of its body can have come.
     *
     * @param served whether there is a node with a label now
     */
    public void take(
            HttpServerRequest client,
            Wish wish,
            Predicate<String> served,
            Onward onward,
            Runnable onOver) {
        BodyReading.Reader reader =
                new BodyReading.Reader() {
                    @Override
                    public void whole(Buffer body, Runnable giveBack) {
                        Runnable over =
                                () -> {
                                    giveBack.run();
                                    onOver.run();
                                };
                        choose(client, body, wish, served, onward, over);
                    }

                    @Override
                    public void refused(Problem problem) {
                        onward.turnAway(problem);
                    }

                    @Override
                    public void gone() {
                        onOver.run();
                    }
                };
        new BodyReading(client, wish.rules().maxBody(), held).begin(reader);
    }

    private void choose(
            HttpServerRequest client,
            Buffer body,
            Wish wish,
            Predicate<String> served,
            Onward onward,
            Runnable onOver) {
        Optional<ModelField> field = ModelField.find(body);
        Optional<ModelChoice> choice =
                field.flatMap(at ->
                        ModelChoice.of(
                                wish.rules(),
                                wish.asked(),
                                at.name(),
                                model -> model.label() == null || served.test(model.label())));
        if (choice.isEmpty()) {
            onward.run(HeldRequest.of(client, body), body.length(), null, onOver);
            return;
        }
        Model model = choice.get().model();
        Buffer sent = choice.get().putIn() ? field.get().with(model.name(), body) : body;
        MeteredResponse response =
                new MeteredResponse(
                        client.response(), tail -> answered(wish, model, tail, sent.length()));
        onward.run(
                HeldRequest.rewritten(client, sent, response),
                sent.length(),
                model.label(),
                onOver);
    }

    private void answered(Wish wish, Model model, UsageTail tail, int requestBytes) {
        Model usual = wish.rules().usual();
        savings.add(
                wish.route(),
                wish.asked(),
                usual == null ? model : usual,
                model,
                tail.usage(requestBytes));
    }
}
