package io.pagurus.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class StreamSpliceTest {

    private static final String STREAM =
            "data: one\n\ndata: two\n\ndata: three\n\ndata: [DONE]\n\n";

    private final StreamSplice splice = new StreamSplice(1000, 100, _ -> true);
    private final StringBuilder client = new StringBuilder();

    @Test
    void deliversWholeEventsOnly() {
        // When
        feed("data: one\n\nda");
        // Then
        assertThat(client.toString()).isEqualTo("data: one\n\n");
    }

    @Test
    void makesOneStreamOfAnyCutAndAnyChunks() {
        for (int cut = 0; cut <= STREAM.length(); cut++) {
            for (int size = 1; size <= 20; size += 3) {
                StreamSplice joined = new StreamSplice(1000, 100, _ -> true);
                StringBuilder got = new StringBuilder();
                joined.begin();
                feed(joined, STREAM.substring(0, cut), size, got);
                joined.begin();
                feed(joined, STREAM, size + 1, got);
                apply(joined.end(), got);
                assertThat(got.toString()).as("cut at %d", cut).isEqualTo(STREAM);
                assertThat(joined.doneSeen()).isTrue();
            }
        }
    }

    @Test
    void saysSoWhereTheNewStreamDiffersAndHasItFromItsStart() {
        // Given
        feed("data: one\n\ndata: two\n\n");
        splice.begin();
        // When
        Spliced same = splice.accept(Buffer.buffer("data: one\n\n"));
        Spliced other = splice.accept(Buffer.buffer("data: 2\n\n"));
        // Then
        assertThat(same).isEqualTo(new Spliced.Nothing());
        assertThat(other)
                .isEqualTo(new Spliced.Diverged(Buffer.buffer("data: one\n\ndata: 2\n\n")));
    }

    @Test
    void saysSoWhereTheNewStreamEndsBeforeTheOld() {
        // Given
        feed("data: one\n\ndata: two\n\n");
        splice.begin();
        splice.accept(Buffer.buffer("data: one\n\n"));
        // When
        Spliced end = splice.end();
        // Then
        assertThat(end).isEqualTo(new Spliced.Diverged(Buffer.buffer("data: one\n\n")));
    }

    @Test
    void comparesWithTheRestartedStreamAfterARestart() {
        // Given
        feed("data: one\n\n");
        splice.begin();
        splice.accept(Buffer.buffer("data: eins\n\n"));
        splice.restartWith(Buffer.buffer("data: eins\n\n"));
        splice.begin();
        // When
        Spliced next = splice.accept(Buffer.buffer("data: eins\n\ndata: zwei\n\n"));
        // Then
        assertThat(next).isEqualTo(new Spliced.Deliver(Buffer.buffer("data: zwei\n\n")));
    }

    @Test
    void cannotBeJoinedOnceMoreWasDeliveredThanIsKept() {
        // Given
        StreamSplice small = new StreamSplice(15, 100, _ -> true);
        small.begin();
        small.accept(Buffer.buffer("data: one\n\n"));
        assertThat(small.joinable()).isTrue();
        // When
        Spliced next = small.accept(Buffer.buffer("data: two\n\n"));
        // Then
        assertThat(next).isEqualTo(new Spliced.Deliver(Buffer.buffer("data: two\n\n")));
        assertThat(small.joinable()).isFalse();
    }

    @Test
    void cannotBeJoinedWhenTheSharedMemoryIsUsedUp() {
        StreamSplice poor = new StreamSplice(1000, 100, _ -> false);
        poor.begin();
        poor.accept(Buffer.buffer("data: one\n\n"));
        assertThat(poor.joinable()).isFalse();
    }

    @Test
    void passesAnOverlongEventOnInPiecesAndKnowsThatItIsInsideIt() {
        // When
        feed("data: " + "x".repeat(200));
        // Then
        assertThat(client).hasSize(206);
        assertThat(splice.insideEvent()).isTrue();
        feed("\n\n");
        assertThat(splice.insideEvent()).isFalse();
    }

    @Test
    void seesTheEndOnlyInAnEventOfItsOwn() {
        feed("data: say [DONE]\n\n");
        assertThat(splice.doneSeen()).isFalse();
        feed("data:[DONE]\r\n\r\n");
        assertThat(splice.doneSeen()).isTrue();
    }

    private void feed(String text) {
        apply(splice.accept(Buffer.buffer(text)), client);
    }

    private static void feed(StreamSplice splice, String text, int size, StringBuilder to) {
        for (int at = 0; at < text.length(); at += size) {
            String chunk = text.substring(at, Math.min(text.length(), at + size));
            apply(splice.accept(Buffer.buffer(chunk)), to);
        }
    }

    private static void apply(Spliced spliced, StringBuilder to) {
        switch (spliced) {
            case Spliced.Nothing() -> {}
            case Spliced.Deliver(Buffer bytes) -> to.append(bytes);
            case Spliced.Diverged(Buffer fromStart) ->
                    throw new AssertionError("diverged: " + fromStart);
        }
    }
}
