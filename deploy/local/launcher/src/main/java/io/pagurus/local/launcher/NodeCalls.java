package io.pagurus.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pagurus.local.Node;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable; blocks. Asks each node for a turn that it must refuse: the owner under an older epoch,
 * the others under the current one. The refusal says whom the node takes for the owner, and nothing
 * is changed; a node that did not refuse would be refused by the journal.
 */
record NodeCalls(List<Node> nodes) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FENCED = 409;
    private static final String QUESTION =
            "{\"model\":\"pagurus\",\"messages\":[{\"role\":\"user\",\"content\":\"verify\"}]}";

    /** What the nodes say that the journal does not. */
    List<String> disagreements(String session, JournalPicture journal) {
        List<String> disagreements = new ArrayList<>();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            for (Node node : nodes) {
                boolean owner = node.id().equals(journal.owner().node());
                long epoch = owner ? journal.epoch() - 1 : journal.epoch();
                // There is no epoch before the first: then only the others can be asked.
                if (epoch > 0) {
                    ask(client, node, session, epoch, owner, journal, disagreements);
                }
            }
        }
        return disagreements;
    }

    private static void ask(
            HttpClient client,
            Node node,
            String session,
            long epoch,
            boolean owner,
            JournalPicture journal,
            List<String> disagreements) {
        try {
            HttpResponse<String> answer =
                    client.send(question(node, session, epoch), BodyHandlers.ofString());
            JsonNode current = JSON.readTree(answer.body()).path("current");
            if (answer.statusCode() != FENCED
                    || current.path("epoch").asLong() != journal.epoch()
                    || !current.path("owner")
                            .path("node")
                            .asText()
                            .equals(journal.owner().node())) {
                disagreements.add(
                        "%s answers %d, %s"
                                .formatted(node.id(), answer.statusCode(), answer.body()));
            }
        } catch (IOException notReached) {
            if (owner) {
                disagreements.add("the owner, " + node.id() + ", does not answer");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            disagreements.add("interrupted");
        }
    }

    private static HttpRequest question(Node node, String session, long epoch) {
        return HttpRequest.newBuilder(node.uri().resolve("/v1/chat/completions"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-Session-ID", session)
                .header("X-Session-Epoch", Long.toString(epoch))
                .header("X-Turn-ID", "verify~" + epoch)
                .POST(BodyPublishers.ofString(QUESTION))
                .build();
    }
}
