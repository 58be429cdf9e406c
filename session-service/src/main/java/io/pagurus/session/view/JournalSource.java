package io.pagurus.session.view;

import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.SealedHistory;
import io.pagurus.session.journal.Replays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Thread-safe; blocks. Sessions from the journal itself, by folding their entries again. */
public final class JournalSource implements SessionSource {

    private final Replays replays;
    private final ChunkCodec codec;

    public JournalSource(Replays replays, ChunkCodec codec) {
        this.replays = replays;
        this.codec = codec;
    }

    @Override
    public Optional<SessionContent> load(SessionHeader header) {
        return replays.of(header).flatMap(this::content);
    }

    @Override
    public void load(
            int partition, Collection<SessionHeader> headers, Consumer<SessionContent> each) {
        replays.each(partition, headers, replay -> content(replay).ifPresent(each));
    }

    private Optional<SessionContent> content(Replay replay) {
        SessionHeader header = replay.header();
        return header == null
                ? Optional.empty()
                : Optional.of(
                        new SessionContent(
                                header,
                                SealedHistory.of(replay.turns(), codec),
                                replay.agentState(),
                                replay.results()));
    }
}
