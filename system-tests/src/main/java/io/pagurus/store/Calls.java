package io.pagurus.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.store.StoreClient.Answer;
import io.pagurus.store.StoreClient.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the virtual thread of one simulated caller, which it blocks. Sends requests to any of
 * the instances, and the same request again until one of them says how things are.
 */
final class Calls {

    /** A little more than the service itself waits for a verdict. */
    private static final Duration TIMEOUT = Duration.ofMillis(3_500);

    private static final int PAUSE_MILLIS = 60;

    private final StoreRig rig;
    private final Map<String, String> tokens;
    private final Records records;
    private final String sessionId;
    private final SplittableRandom random;
    private volatile String waitingFor = "";

    Calls(
            StoreRig rig,
            Map<String, String> tokens,
            Records records,
            String sessionId,
            SplittableRandom random) {
        this.rig = rig;
        this.tokens = tokens;
        this.records = records;
        this.sessionId = sessionId;
        this.random = random;
    }

    static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Asks until it is answered, and notes how long that took. */
    Answer write(String what, String caller, String method, String path, JsonNode body)
            throws InterruptedException {
        long began = System.nanoTime();
        Answer answer = untilAnswered(what, call(caller, method, path, body));
        if (answer.ok()) {
            records.write(new Records.Write(what, sessionId, began, System.nanoTime()));
        }
        return answer;
    }

    Answer read(String caller, String query) throws InterruptedException {
        return untilAnswered("read", call(caller, "GET", query, null));
    }

    /** Asks a few times at most; what is not answered then is not known. */
    Answer fewTimes(int times, String caller, String method, String path, JsonNode body)
            throws InterruptedException {
        Answer answer = Answer.NONE;
        for (int i = 0; i < times && !answer.isFinal(); i++) {
            answer = once(call(caller, method, path, body));
        }
        return answer;
    }

    private Call call(String caller, String method, String path, @Nullable JsonNode body) {
        String token = tokens.getOrDefault(caller, "");
        return new Call(method, "/v1/sessions/" + sessionId + path, body, token);
    }

    private Answer untilAnswered(String what, Call call) throws InterruptedException {
        int attempts = 0;
        while (true) {
            attempts++;
            Answer answer = once(call);
            if (answer.isFinal()) {
                waitingFor = "";
                return answer;
            }
            records.count("retry after " + answer.status());
            if (answer.status() == 500) {
                records.surprise("500 for " + what + " of " + sessionId);
            }
            waitingFor =
                    "%s, attempt %d, last answer %d %s"
                            .formatted(
                                    what,
                                    attempts,
                                    answer.status(),
                                    answer.body().path("detail").asText(""));
            Thread.sleep(random.nextInt(PAUSE_MILLIS, 2 * PAUSE_MILLIS));
        }
    }

    private Answer once(Call call) throws InterruptedException {
        List<Instance> there = rig.wanted();
        Instance any = there.get(random.nextInt(there.size()));
        return rig.client().ask(any.url(), call, TIMEOUT);
    }

    /** What has not been answered yet; empty when nothing waits. Thread-safe. */
    String waitingFor() {
        return waitingFor;
    }
}
