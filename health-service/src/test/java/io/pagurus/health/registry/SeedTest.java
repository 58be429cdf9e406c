package io.pagurus.health.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.TopologyChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedTest {

    private static final String YAML =
            """
            regions:
              - {id: hk, weight: 60}
            nodes:
              - {id: hk-1, region: hk, url: "http://127.0.0.1:7401", weight: 50, healthPath: /readyz}
              - id: hk-2
                region: hk
                url: http://127.0.0.1:7402
            """;
    private static final String JSON =
            """
            {"regions":[{"region":"hk","weight":60}],
             "nodes":[{"nodeId":"hk-1","region":"hk","url":"http://127.0.0.1:7401","weight":50,"healthPath":"/readyz"},
                      {"id":"hk-2","region":"hk","url":"http://127.0.0.1:7402"}]}
            """;

    @TempDir Path folder;

    @Test
    void yamlAndJsonSayTheSameAndWhatIsLeftOutHasItsDefault() throws IOException {
        // Given
        Path yaml = Files.writeString(folder.resolve("seed.yaml"), YAML);
        Path json = Files.writeString(folder.resolve("seed.json"), JSON);

        // When
        List<TopologyChange> changes = changes(yaml);

        // Then
        assertThat(changes).isEqualTo(changes(json)).hasSize(3);
        assertThat(changes.get(2))
                .hasToString(
                        "NodeRegistered[nodeId=hk-2, expectedVersion=0, region=hk,"
                                + " url=http://127.0.0.1:7402, weight=100, healthPath=/health,"
                                + " wanted=ACTIVE]");
    }

    @Test
    void whatIsWrongIsSaidByEntryAndField() throws IOException {
        assertInvalid("regions: [{id: hk, weight: 101}]", "region hk: weight must be");
        assertInvalid("nodes: [{id: a, region: hk}]", "node a: url must be");
        assertInvalid(
                "nodes: [{id: a, region: hk, url: \"http://u:p@h:1\"}]", "node a: url must be");
        assertInvalid(
                "regions: [{id: a, weight: 1}, {id: a, weight: 1}]", "region a is there twice");
        assertInvalid("nodes: [{id: a, colour: red}]", "colour");
        assertInvalid("", "");
        assertInvalid("][", "");
    }

    @Test
    void differenceNamesEachFieldAndEachEntryThatOneSideLacks() throws IOException {
        // Given
        List<TopologyChange> seed = changes(Files.writeString(folder.resolve("s.yaml"), YAML));
        Topology topology = Topology.EMPTY;
        String other = YAML.replace("7401", "9999").replace("hk-2", "hk-3");
        for (TopologyChange change : changes(Files.writeString(folder.resolve("o.yaml"), other))) {
            topology = TopologyFold.fold(topology, change).topology();
        }

        // When
        List<SeedDifference> found = SeedDifference.between(seed, topology);

        // Then
        assertThat(found)
                .containsExactly(
                        new SeedDifference(
                                "node",
                                "hk-1",
                                "url",
                                "http://127.0.0.1:7401",
                                "http://127.0.0.1:9999"),
                        new SeedDifference("node", "hk-2", null, "present", null),
                        new SeedDifference("node", "hk-3", null, null, "present"));
    }

    private void assertInvalid(String yaml, String reason) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("wrong.yaml"), yaml);

        // When
        Seed.Checked checked = SeedFile.read(file);

        // Then
        assertThat(checked)
                .isInstanceOfSatisfying(
                        Seed.Checked.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains(reason));
    }

    private static List<TopologyChange> changes(Path file) {
        return switch (SeedFile.read(file)) {
            case Seed.Checked.Valid(List<TopologyChange> changes) -> changes;
            case Seed.Checked.Invalid(String reason) -> throw new AssertionError(reason);
        };
    }
}
