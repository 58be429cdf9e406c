package io.pagurus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds ports, probes, environment names and topics of the deployment files against the code. */
class DeploymentFilesTest {

    static final List<String> SERVICES =
            List.of("session-service", "health-service", "migration-service", "gateway-service");
    static final List<String> MODULES =
            Stream.concat(SERVICES.stream(), Stream.of("agent-node")).toList();

    private static final ComposeFile COMPOSE = ComposeFile.read();
    private static final KubernetesFiles KUBERNETES = KubernetesFiles.read();

    @ParameterizedTest
    @FieldSource("MODULES")
    void composeTellsAProcessOnlyWhatItReadsAndAllThatItNeeds(String module) {
        // Given
        ServiceProperties properties = properties(module);

        // When
        List<String> processes = COMPOSE.processesOf(module);

        // Then
        assertThat(processes)
                .isNotEmpty()
                .allSatisfy(process ->
                        assertThat(COMPOSE.environment(process).keySet())
                                .isSubsetOf(properties.known())
                                .containsAll(properties.required()));
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void kubernetesTellsAPodOnlyWhatItReadsAndAllThatItNeeds(String module) {
        // Given
        ServiceProperties properties = properties(module);

        // When
        List<JsonNode> workloads = KUBERNETES.workloadsOf(module);

        // Then
        assertThat(workloads)
                .isNotEmpty()
                .allSatisfy(workload ->
                        assertThat(namesForTheProcess(KUBERNETES.environment(workload)))
                                .isSubsetOf(properties.known())
                                .containsAll(properties.required()));
    }

    /** Without what only stands in other values, where Kubernetes puts it in. */
    private static Set<String> namesForTheProcess(Map<String, String> environment) {
        Set<String> names = new HashSet<>(environment.keySet());
        names.removeIf(
                name -> environment.values().stream().anyMatch(v -> v.contains("$(" + name + ")")));
        return names;
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void probesAskPathsThatTheServiceHasOnItsAdminPort(String module) {
        // Given
        JsonNode container = KubernetesFiles.container(KUBERNETES.workloadsOf(module).getFirst());

        // When
        List<JsonNode> probes =
                List.of(
                        container.required("startupProbe"),
                        container.required("livenessProbe"),
                        container.required("readinessProbe"));

        // Then
        assertThat(Tree.text(module + "/pom.xml")).contains("quarkus-smallrye-health");
        assertThat(Sources.configuration(module))
                .doesNotContain(
                        "root-path", "liveness-path", "readiness-path", "management.enabled");
        assertThat(probes)
                .allSatisfy(p -> assertThat(p.at("/httpGet/port").asText()).isEqualTo("admin"))
                .extracting(p -> p.at("/httpGet/path").asText())
                .containsExactly("/q/health/live", "/q/health/live", "/q/health/ready");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void theAdminPortIsTheOneThatTheServiceListensOn(String module) {
        assertThat(KUBERNETES.workloadsOf(module))
                .allSatisfy(workload ->
                        assertThat(KUBERNETES.environment(workload))
                                .containsEntry("QUARKUS_HTTP_PORT", port(workload, "admin")));
    }

    @Test
    void theEdgePortIsTheOneThatTheGatewayListensOn() {
        assertThat(KUBERNETES.workloadsOf("gateway-service"))
                .allSatisfy(workload ->
                        assertThat(KUBERNETES.environment(workload))
                                .containsEntry(
                                        "PAGURUS_GATEWAY_EDGE_PORT", port(workload, "edge")));
    }

    @Test
    void theNodesPortIsTheOneThatItListensOn() {
        assertThat(KUBERNETES.workloadsOf("agent-node"))
                .hasSize(3)
                .allSatisfy(workload ->
                        assertThat(KUBERNETES.environment(workload))
                                .containsEntry("PAGURUS_NODE_PORT", port(workload, "http")));
    }

    @Test
    void noServiceOfKubernetesMixesTheEdgeWithAnythingElse() {
        // When
        Map<String, String> exposed = new TreeMap<>();
        KUBERNETES
                .ofKind("Service")
                .forEach(s ->
                        exposed.put(
                                s.at("/metadata/name").asText(),
                                Tree.elements(s.at("/spec/ports"))
                                        .map(p -> p.required("targetPort").asText())
                                        .collect(Collectors.joining(","))));

        // Then
        assertThat(exposed)
                .containsEntry("gateway-service", "edge")
                .containsEntry("gateway-service-admin", "admin")
                .containsEntry("session-service", "admin")
                .containsEntry("health-service", "admin")
                .containsEntry("migration-service", "admin");
    }

    private static ServiceProperties properties(String module) {
        return module.equals("agent-node")
                ? ServiceProperties.ofNode(module)
                : ServiceProperties.ofService(module);
    }

    private static String port(JsonNode workload, String name) {
        return Integer.toString(KubernetesFiles.port(workload, name));
    }
}
