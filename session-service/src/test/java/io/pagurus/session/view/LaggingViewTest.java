package io.pagurus.session.view;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.expire;
import static io.pagurus.session.fold.Entries.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.settings.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which turns the fold has forgotten, by a view on a real Redis that lags behind it. */
class LaggingViewTest {

    private static final int WINDOW = 16;
    @RegisterExtension static final RealView view = new RealView();
    private static ViewReader reader;

    @BeforeAll
    static void startRedis() {
        reader =
                new ViewReader(
                        new SessionTable(),
                        view.link,
                        view.commands,
                        new ViewFeed(
                                TestSettings.of(Map.of()).getConfigMapping(ViewSettings.class)),
                        view.codec,
                        Duration.ZERO);
    }

    @BeforeEach
    void open() {
        view.apply(grant(1, "hk-1"));
    }

    @Test
    void aViewThatLagsByLessThanTheWindowTellsThem() {
        // Given
        commits(1, 20).forEach(view::apply);
        view.seal();
        // When
        commits(21, 20 + WINDOW - 1).forEach(view::step);
        // Then
        assertThat(firstTurns().orElseThrow())
                .extracting(Turn::turnId)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj("t%d"::formatted).toList());
    }

    @Test
    void aViewThatLagsByMoreDoesNot() {
        // Given
        commits(1, 20).forEach(view::apply);
        // When
        commits(21, 20 + WINDOW).forEach(view::step);
        // Then
        assertThat(firstTurns()).isEmpty();
    }

    @Test
    void theViewOfAnEarlierLifeOfTheSessionDoesNot() {
        // Given
        commits(1, 3).forEach(view::apply);
        // When
        view.step(expire(1, 13));
        view.step(grant(2, "jp-1"));
        IntStream.rangeClosed(1, 4).forEach(seq -> view.step(commit(2, "jp-1", seq, "u" + seq)));
        // Then
        assertThat(firstTurns()).isEmpty();
    }

    private static List<JournalRecord> commits(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .<JournalRecord>mapToObj(seq -> commit(1, "hk-1", seq, "t" + seq))
                .toList();
    }

    private static Optional<List<Turn>> firstTurns() {
        return reader.firstTurns(view.content().header());
    }
}
