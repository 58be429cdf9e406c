package io.pagurus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.TopicPlan;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the deployment files say of others is true: URLs, the edge's upstreams, nodes, topics. */
class DeploymentPeersTest {

    private static final ComposeFile COMPOSE = ComposeFile.read();
    private static final KubernetesFiles KUBERNETES = KubernetesFiles.read();

    @Test
    void urlsOfKubernetesNameAServiceAndItsPort() {
        // Given
        Map<String, List<Integer>> ports =
                KUBERNETES
                        .ofKind("Service")
                        .collect(
                                Collectors.toMap(
                                        s -> s.at("/metadata/name").asText(),
                                        s ->
                                                Tree.elements(s.at("/spec/ports"))
                                                        .map(p -> p.required("port").asInt())
                                                        .toList()));

        // When
        List<URI> urls =
                KUBERNETES.workloads().flatMap(w -> urls(KUBERNETES.environment(w))).toList();

        // Then
        assertThat(urls)
                .isNotEmpty()
                .allSatisfy(u -> assertThat(ports.get(u.getHost())).contains(u.getPort()));
    }

    @Test
    void urlsOfComposeNameAProcessAndItsPort() {
        // When
        List<URI> urls =
                DeploymentFilesTest.MODULES.stream()
                        .flatMap(module -> COMPOSE.processesOf(module).stream())
                        .flatMap(process -> urls(COMPOSE.environment(process)))
                        .toList();

        // Then
        assertThat(urls)
                .isNotEmpty()
                .allSatisfy(u ->
                        assertThat(COMPOSE.environment(u.getHost()))
                                .containsEntry("QUARKUS_HTTP_PORT", Integer.toString(u.getPort())));
    }

    @Test
    void replicasOfSessionServiceReachEachOther() {
        // When
        List<JsonNode> shared =
                KUBERNETES.workloadsOf("session-service").stream()
                        .filter(w -> w.at("/spec/replicas").asInt(1) > 1)
                        .toList();

        // Then
        assertThat(shared)
                .isNotEmpty()
                .allSatisfy(w -> {
                    String url = KUBERNETES.environment(w).get("PAGURUS_ROUTING_URL");
                    assertThat(url).isEqualTo("http://$(POD_IP):" + port(w, "admin"));
                    assertThat(w.toString())
                            .contains("\"fieldPath\":\"status.podIP\"")
                            .matches(".*\"POD_IP\".*\"PAGURUS_ROUTING_URL\".*");
                });
        assertThat(COMPOSE.processesOf("session-service")).hasSize(1);
    }

    @Test
    void nginxKnowsEachGatewaysEdgeAndHoldsNoStreamBack() {
        // When
        String nginx = Tree.text("deploy/compose/nginx.conf");

        // Then
        assertThat(COMPOSE.processesOf("gateway-service"))
                .hasSize(2)
                .allSatisfy(gateway ->
                        assertThat(nginx)
                                .contains(
                                        "server "
                                                + gateway
                                                + ":"
                                                + COMPOSE.environment(gateway)
                                                        .get("PAGURUS_GATEWAY_EDGE_PORT")
                                                + " "));
        assertThat(nginx)
                .contains("proxy_buffering off;")
                .contains("proxy_set_header Upgrade $http_upgrade;");
    }

    @Test
    void theSeedFilesNameTheNodesThatRunAndWhereTheyListen() {
        // When
        Stream<String> compose = nodeUrls("deploy/compose/topology.yaml");
        Stream<String> kubernetes = nodeUrls(KubernetesFiles.NODES + "topology.yaml");

        // Then
        assertThat(compose)
                .containsExactlyElementsOf(
                        COMPOSE.processesOf("agent-node").stream()
                                .map(n ->
                                        "http://%s:%s"
                                                .formatted(
                                                        n,
                                                        COMPOSE.environment(n)
                                                                .get("PAGURUS_NODE_PORT")))
                                .toList());
        assertThat(kubernetes)
                .containsExactlyElementsOf(
                        KUBERNETES.workloadsOf("agent-node").stream()
                                .map(w ->
                                        "http://%s-1.%s:%s"
                                                .formatted(
                                                        w.at("/metadata/name").asText(),
                                                        w.at("/spec/serviceName").asText(),
                                                        port(w, "http")))
                                .toList());
    }

    @Test
    void topicsAreCreatedAsTheLocalStackDoes() {
        // Given
        Map<String, String> planned = new TreeMap<>();
        TopicPlan.of(new Topics(Topics.DEFAULT_PREFIX))
                .topics()
                .forEach(t ->
                        planned.put(
                                t.name(), t.numPartitions() + " " + new TreeMap<>(t.configs())));

        // When
        Map<String, String> scripted = new TreeMap<>();
        Pattern.compile("(?m)^topic (\\S+) +(\\d+) (.+)$")
                .matcher(Tree.text("deploy/compose/topics.sh"))
                .results()
                .forEach(t ->
                        scripted.put(
                                Topics.DEFAULT_PREFIX + t.group(1),
                                t.group(2) + " " + settings(t.group(3))));

        // Then
        assertThat(scripted).isEqualTo(planned);
    }

    private static String port(JsonNode workload, String name) {
        return Integer.toString(KubernetesFiles.port(workload, name));
    }

    private static Stream<URI> urls(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(e -> e.getKey().endsWith("_SERVICE_URL"))
                .map(e -> URI.create(e.getValue()));
    }

    private static Stream<String> nodeUrls(String file) {
        return Tree.elements(Tree.yaml(file).getFirst().required("nodes"))
                .map(n -> n.required("url").asText());
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new TreeMap<>();
        Pattern.compile("(\\S+?)=(?:(-?\\w+)|\\$\\(\\((\\d+) \\* day\\)\\))(?: |$)")
                .matcher(text)
                .results()
                .forEach(s -> settings.put(s.group(1), value(s)));
        return settings;
    }

    private static String value(MatchResult setting) {
        return setting.group(3) == null
                ? setting.group(2)
                : Long.toString(Long.parseLong(setting.group(3)) * 86_400_000);
    }
}
