package io.pagurus.session.view;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.history.SealedChunk;
import io.pagurus.session.history.SealedHistory;
import io.pagurus.session.journal.SpreadTable;
import io.pagurus.session.settings.TestSettings;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewRebuildTest {

    /** More than the fold remembers, so that a chunk has to be opened for the ids of the first. */
    private static final int TURNS = 20;

    private final ViewSettings settings =
            TestSettings.of(Map.of()).getConfigMapping(ViewSettings.class);
    private final ViewFeed feed = new ViewFeed(settings);
    private RealView view;

    @BeforeEach
    void start() {
        view = new RealView();
    }

    @AfterEach
    void stop() {
        view.close();
    }

    @Test
    void aSessionWithADamagedChunkHoldsUpNoOther() throws InterruptedException {
        // Given
        SessionContent damaged = damaged();
        SessionHeader other = SessionFold.poisoned("s2", "for a test", 0);
        ViewRebuild rebuild =
                rebuild(
                        damaged,
                        new SessionContent(
                                other, new SealedHistory(List.of(), List.of()), null, Map.of()));
        feed.markBehind("s1");
        feed.markBehind("s2");
        // When
        boolean all = rebuild.some();
        // Then
        assertThat(all).isTrue();
        assertThat(view.hash("claw:session:s2")).containsEntry("state", "quarantined");
        assertThat(view.hash("claw:session:s1")).isEmpty();
        assertThat(rebuild.rebuilt()).isEqualTo(1);
        assertThat(rebuild.unreadable()).isEqualTo(1);
        assertThat(feed.behind()).isZero();
    }

    private SessionContent damaged() {
        var _ = view.step(grant(1, "hk-1"));
        for (int seq = 1; seq <= TURNS; seq++) {
            var _ = view.step(commit(1, "hk-1", seq, "t" + seq));
        }
        SessionContent whole = view.content();
        List<SealedChunk> chunks = new ArrayList<>(whole.history().sealed());
        byte[] first = chunks.getFirst().bytes().clone();
        first[first.length - 1] ^= 1;
        chunks.set(0, SealedChunk.of(first));
        return new SessionContent(
                whole.header(),
                new SealedHistory(chunks, whole.history().open()),
                whole.agentState(),
                whole.results());
    }

    private ViewRebuild rebuild(SessionContent... contents) {
        Row[] rows = new Row[contents.length];
        for (int i = 0; i < contents.length; i++) {
            rows[i] = new Row(contents[i].header(), Bodies.NONE, T0);
        }
        return new ViewRebuild(
                SpreadTable.of(rows),
                new Given(List.of(contents)),
                view.link,
                new ViewRedis(new ViewKeys("claw:"), settings, view.codec),
                feed,
                settings,
                () -> false);
    }

    /** Immutable. Has what it was given. */
    private record Given(List<SessionContent> contents) implements SessionSource {
        @Override
        public Optional<SessionContent> load(SessionHeader header) {
            return Optional.empty();
        }

        @Override
        public void load(
                int partition, Collection<SessionHeader> headers, Consumer<SessionContent> each) {
            contents.forEach(each);
        }
    }
}
