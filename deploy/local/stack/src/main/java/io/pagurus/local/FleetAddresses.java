package io.pagurus.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Immutable; blocks. Registers anew the nodes that are elsewhere than the registry of an earlier
 * start has them: the ports may have been shifted since, and a seed fills an empty registry only.
 *
 * @param token an operator's
 */
record FleetAddresses(Suite suite, String token) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;

    void correct() {
        Map<String, URI> now =
                suite.nodes().stream().collect(Collectors.toMap(Node::id, Node::uri));
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TIMEOUT)
                        .build()) {
            HttpRequest question = to("/v1/topology").GET().build();
            for (JsonNode node : JSON.readTree(send(client, question)).path("nodes")) {
                String id = node.path("nodeId").asText();
                URI address = now.get(id);
                if (address != null && !address.toString().equals(node.path("url").asText())) {
                    send(client, move(id, node, address));
                }
            }
        } catch (IOException notReached) {
            throw failure(notReached.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failure("interrupted");
        }
    }

    private HttpRequest move(String id, JsonNode node, URI address) {
        ObjectNode wanted = JSON.createObjectNode();
        wanted.set("expectedVersion", node.path("version"));
        wanted.put("url", address.toString());
        for (String kept : new String[] {"region", "weight", "healthPath", "wanted"}) {
            wanted.set(kept, node.path(kept));
        }
        return to("/v1/nodes/" + id).PUT(BodyPublishers.ofString(wanted.toString())).build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(suite.healthService().resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static String send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw failure(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static StackFailure failure(String why) {
        return new StackFailure("health-service could not be told where the nodes are: " + why);
    }
}
