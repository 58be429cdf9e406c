package io.pagurus.node.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.node.Tallies.Tally;
import io.pagurus.node.chat.ChatMessages;
import io.pagurus.node.model.Directives;
import io.pagurus.node.model.ToolStep;
import io.pagurus.node.store.Denial;
import io.pagurus.node.store.SessionStore.Accepted;
import io.pagurus.node.store.SessionStore.Intent;
import io.pagurus.node.store.SessionStore.TurnRef;
import io.pagurus.node.store.StoreReply.Denied;
import io.pagurus.node.store.TurnVerdict.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the turn's virtual thread, which may block. The tool steps of one turn: those that an
 * earlier attempt finished are not run again.
 */
final class ToolRun {

    /** Immutable. How the steps ended. */
    sealed interface Ending {}

    record Done(List<JsonNode> messages) implements Ending {
        Done {
            messages = List.copyOf(messages);
        }
    }

    record Uncertain(String taskId, String tool) implements Ending {}

    record Stopped(Denial denial) implements Ending {}

    private final TurnRun.Surroundings around;
    private final TurnRef ref;
    private final List<Step> recorded;
    private final Duration delay;

    ToolRun(TurnRun.Surroundings around, TurnRef ref, List<Step> recorded, Duration delay) {
        this.around = around;
        this.ref = ref;
        this.recorded = recorded;
        this.delay = delay;
    }

    Ending run(Directives directives) {
        List<JsonNode> messages = new ArrayList<>();
        for (ToolStep step : ToolStep.of(directives)) {
            Step before = earlier(step);
            JsonNode result = before == null ? null : before.result();
            if (result == null) {
                if (before != null && !before.idempotent()) {
                    return new Uncertain(before.taskId(), before.tool());
                }
                result = step.result(ref.turnId());
                Denial denial = call(step, result);
                if (denial != null) {
                    return new Stopped(denial);
                }
            }
            messages.add(ChatMessages.toolResult(step.taskId(), result.path("content").asText()));
        }
        return new Done(messages);
    }

    private @Nullable Step earlier(ToolStep step) {
        for (Step before : recorded) {
            if (before.taskId().equals(step.taskId())) {
                return before;
            }
        }
        return null;
    }

    /** Asks, before the tool has an effect, whether this node may still have one. */
    private @Nullable Denial call(ToolStep step, JsonNode result) {
        Intent intent =
                new Intent(
                        step.taskId(),
                        step.tool(),
                        step.idempotent(),
                        JsonNodeFactory.instance.objectNode());
        if (around.store().intend(ref, intent) instanceof Denied<Accepted>(Denial denial)) {
            return denial;
        }
        if (!delay.isZero() && !around.pace().pause(delay)) {
            return new Denial.Away("interrupted");
        }
        around.tallies().count(Tally.toolCalls);
        return around.store().finish(ref, step.taskId(), result)
                        instanceof Denied<Accepted>(Denial denial)
                ? denial
                : null;
    }
}
