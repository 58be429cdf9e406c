package io.pagurus.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.history.Dictionary;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the figures rest on: a split that is one, and figures that anybody gets. */
class CorpusTest {

    @Test
    void noDocumentIsOnBothSides() {
        // When
        Set<String> both = names(Corpus.measured());
        both.retainAll(names(Corpus.training()));
        // Then
        assertThat(both).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameConversation() {
        // Given
        Composer composer = new Composer(Corpus.measured());
        // Then
        assertThat(composer.conversation(7)).isEqualTo(composer.conversation(7));
        assertThat(composer.conversation(7)).isNotEqualTo(composer.conversation(8));
    }

    @Test
    void theDictionaryIsTheOneThatTheTrainerMakes() throws IOException {
        // Given
        byte[] shipped;
        try (InputStream in = Dictionary.class.getResourceAsStream("/history/dictionary-1.bin")) {
            shipped = Objects.requireNonNull(in).readAllBytes();
        }
        // When
        byte[] trained = DictionaryTrainer.train();
        // Then
        assertThat(trained).isEqualTo(shipped);
    }

    private static Set<String> names(Corpus corpus) {
        Set<String> names = new HashSet<>();
        corpus.documents()
                .forEach(document -> names.add(document.source() + "/" + document.name()));
        return names;
    }
}
