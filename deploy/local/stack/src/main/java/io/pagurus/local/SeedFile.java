package io.pagurus.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Immutable; blocks on files. The fleet that health-service begins with. */
record SeedFile(List<Node> nodes) {

    void write(Path file) {
        String text =
                """
                {"regions":[{"id":"hk","weight":60},{"id":"jp","weight":25},{"id":"us","weight":15}],
                 "nodes":[
                %s
                ]}
                """
                        .formatted(
                                nodes.stream()
                                        .map(SeedFile::entry)
                                        .collect(Collectors.joining(",\n")));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    private static String entry(Node node) {
        return "  {\"id\":\"%s\",\"region\":\"%s\",\"url\":\"%s\"}"
                .formatted(node.id(), node.region(), node.uri());
    }
}
