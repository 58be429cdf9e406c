package io.pagurus.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folders of Kustomize are whole, and render where there is a kubectl. */
class KustomizeTest {

    private static final KubernetesFiles FILES = KubernetesFiles.read();

    @ParameterizedTest
    @ValueSource(strings = {KubernetesFiles.BASE, KubernetesFiles.NODES, KubernetesFiles.REDIS})
    void eachFileIsNamedByItsKustomization(String folder) throws IOException {
        // Given
        String kustomization = Tree.text(folder + "kustomization.yaml");

        // When
        Set<String> files = new TreeSet<>();
        try (Stream<Path> list = Files.list(Tree.path(folder))) {
            list.map(f -> f.getFileName().toString()).forEach(files::add);
        }

        // Then
        files.remove("kustomization.yaml");
        assertThat(files).isNotEmpty().allSatisfy(f -> assertThat(kustomization).contains(f));
    }

    @ParameterizedTest
    @ValueSource(strings = {KubernetesFiles.BASE, "deploy/kubernetes/overlays/with-nodes"})
    void renders(String folder) throws IOException, InterruptedException {
        // Given
        assumeThat(kubectl()).as("kubectl on the path").isTrue();

        // When
        Process render =
                new ProcessBuilder(List.of("kubectl", "kustomize", Tree.path(folder).toString()))
                        .redirectErrorStream(true)
                        .start();
        String rendered =
                new String(render.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(render.waitFor()).as(rendered).isZero();
        assertThat(rendered).contains("kind: Deployment", "name: gateway-service");
    }

    @Test
    void theEdgeHasTwoReplicasAndIsNeverDrainedWhole() {
        // When
        int replicas = FILES.workloadsOf("gateway-service").getFirst().at("/spec/replicas").asInt();

        // Then
        assertThat(replicas).isEqualTo(2);
        assertThat(FILES.ofKind("PodDisruptionBudget"))
                .hasSize(4)
                .allMatch(budget -> budget.at("/spec/maxUnavailable").asInt() == 1);
    }

    @Test
    void whoUsesRedisIsToldTheSameOfIt() {
        // When
        String sessions = Tree.text(KubernetesFiles.REDIS + "session-service-patch.yaml");
        String gateways = Tree.text(KubernetesFiles.REDIS + "gateway-service-patch.yaml");

        // Then
        assertThat(gateways).isEqualTo(sessions.replace("session-service", "gateway-service"));
    }

    @Test
    void podsHaveNoPrivileges() {
        assertThat(FILES.workloads())
                .hasSize(7)
                .allSatisfy(w -> {
                    JsonNode own = KubernetesFiles.container(w).required("securityContext");
                    assertThat(KubernetesFiles.podSpec(w).at("/securityContext/runAsNonRoot"))
                            .hasToString("true");
                    assertThat(own.path("readOnlyRootFilesystem")).hasToString("true");
                    assertThat(own.path("allowPrivilegeEscalation")).hasToString("false");
                    assertThat(own.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                });
    }

    @Test
    void noFileHoldsASecret() {
        // When
        Stream<String> tokens =
                FILES.workloads()
                        .map(FILES::environment)
                        .filter(told -> told.containsKey("PAGURUS_AUTH_TOKEN"))
                        .map(told -> told.get("PAGURUS_AUTH_TOKEN"));

        // Then
        assertThat(tokens).hasSize(5).allMatch(token -> token.contains("secretKeyRef"));
        assertThat(FILES.ofKind("Secret")).isEmpty();
        assertThat(Tree.text(ComposeFile.PATH)).doesNotContain("PAGURUS_AUTH_TOKEN");
        assertThat(Tree.text("deploy/compose/.gitignore")).contains("secrets/");
    }

    private static boolean kubectl() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }
}
