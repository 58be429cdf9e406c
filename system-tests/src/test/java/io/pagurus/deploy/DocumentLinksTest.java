package io.pagurus.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page links to is there. */
class DocumentLinksTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("docs", "deploy/kubernetes", "deploy/compose")) {
            try (Stream<Path> files = Files.walk(Tree.path(folder))) {
                files.filter(f -> f.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        pages.add(Tree.path("README.md"));
        pages.add(Tree.path("CONTRIBUTING.md"));
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachLinkLeadsToAFile(Path page) throws IOException {
        // When
        List<Path> missing =
                LINK.matcher(Files.readString(page))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !link.contains(":"))
                        .map(page::resolveSibling)
                        .filter(target -> !Files.exists(target))
                        .toList();

        // Then
        assertThat(missing).isEmpty();
    }
}
