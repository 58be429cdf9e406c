package io.pagurus.session.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.Owner;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderCodecTest {

    private static final String ID = "0c5b6a52-6f0e-4c5c-9d3b-2f6b1a7e4d10";
    private static final String DIGEST =
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @Test
    void anyHeaderComesBackAsItWas() {
        long seed = Long.getLong("pagurus.seed", new Random().nextLong());
        System.out.println("header codec test, -Dpagurus.seed=" + seed);
        for (int run = 0; run < 200; run++) {
            // Given
            Random random = new Random(seed + run);
            AnyEntries entries = new AnyEntries(random, run % 2 == 0);
            FoldedSession session = new FoldedSession();
            for (int i = 0; i < 120; i++) {
                session.on(
                        random.nextInt(300) == 0
                                ? new JournalEntry.Unreadable(Entries.SESSION, "no \ud800 data")
                                : new JournalEntry.Written(
                                        entries.next(session.replay().header())));
                SessionHeader header = session.replay().header();
                if (header == null) {
                    continue;
                }
                // When
                SessionHeader back =
                        HeaderCodec.decode(header.sessionId(), HeaderCodec.encode(header));
                // Then
                assertThat(back).as("seed %d, run %d", seed, run).isEqualTo(header);
                assertThat(back.hashCode()).isEqualTo(header.hashCode());
            }
        }
    }

    @Test
    void textsOfEveryKindComeBackAsTheyWere() {
        // Given
        List<String> texts =
                List.of(
                        "",
                        "hk-1",
                        "日本",
                        "\ud800",
                        ID,
                        ID.toUpperCase(java.util.Locale.ROOT),
                        ID.replace('-', '0'),
                        "--------" + ID.substring(8),
                        DIGEST,
                        DIGEST.toUpperCase(java.util.Locale.ROOT),
                        "x".repeat(10_000));
        for (String text : texts) {
            SessionHeader header = with(new SessionState.Closed(text), new Owner(text, text));
            // When
            SessionHeader back = HeaderCodec.decode(ID, HeaderCodec.encode(header));
            // Then
            assertThat(back).isEqualTo(header);
        }
    }

    @Test
    void aHeaderWithoutNumberedStartsIsInTheFormatThatEarlierInstancesRead() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(Entries.start(1, "hk-1", "t1"));
        byte[] unnumbered = HeaderCodec.encode(session.header());
        session.on(Entries.numbered(Entries.start(1, "hk-1", "t1"), 7));
        // When
        byte[] numbered = HeaderCodec.encode(session.header());
        // Then
        assertThat(unnumbered[0]).isEqualTo((byte) HeaderCodec.WITHOUT_ATTEMPT);
        assertThat(numbered[0]).isEqualTo((byte) HeaderCodec.VERSION);
        assertThat(HeaderCodec.decode(Entries.SESSION, numbered).attempt()).isEqualTo(7);
    }

    @Test
    void anIdleSessionTakesAtMost300Bytes() {
        // Given
        FoldedSession uuids = idle("b1946ac9-2492-4d23-a5c8-1d9f3e7a6b40");
        FoldedSession words = idle("the-principal-has-36-characters-here");
        // When
        int ofUuids = HeaderCodec.encode(uuids.header()).length;
        int ofWords = HeaderCodec.encode(words.header()).length;
        // Then
        assertThat(uuids.header().window().size()).isEqualTo(16);
        assertThat(ofUuids).isEqualTo(250);
        assertThat(ofWords).isEqualTo(270);
        // And with the session's id, which is the key beside them.
        assertThat(ofUuids + ID.length()).isLessThanOrEqualTo(300);
    }

    /** As long an offset, a number and an epoch as a busy cluster has, and a state of the agent. */
    private static FoldedSession idle(String principal) {
        FoldedSession session = new FoldedSession(FoldLimits.DEFAULT, 4_000_000_000L);
        session.on(
                new JournalRecord.OwnershipGranted(
                        ID, 1, new Owner("hk-1", "hk"), "opened", null, principal, Entries.T0));
        for (long epoch = 2; epoch <= 200; epoch++) {
            session.on(Entries.grant(ID, epoch, "jp-1"));
        }
        for (int seq = 1; seq <= 500; seq++) {
            session.on(Entries.commit(ID, 200, "jp-1", seq, ID + seq, "answer"));
        }
        session.on(
                new JournalRecord.AgentStateSet(
                        ID, 200, "jp-1", 0, Entries.message("state", "idle")));
        return session;
    }

    @Test
    void bytesThatAreCutOffAreRefused() {
        // Given
        byte[] whole = HeaderCodec.encode(busy());
        for (int length = 0; length < whole.length; length++) {
            byte[] cutOff = Arrays.copyOf(whole, length);
            // Then
            assertThatThrownBy(() -> HeaderCodec.decode(ID, cutOff))
                    .isInstanceOf(HeaderFormatException.class)
                    .hasMessageContaining("cut off");
        }
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        // Given
        byte[] whole = HeaderCodec.encode(busy());
        byte[] more = Arrays.copyOf(whole, whole.length + 3);
        // Then
        assertThatThrownBy(() -> HeaderCodec.decode(ID, more))
                .isInstanceOf(HeaderFormatException.class)
                .hasMessage("3 bytes too many");
    }

    @Test
    void aLaterFormatIsRefused() {
        // Given
        byte[] later = HeaderCodec.encode(busy());
        later[0] = HeaderCodec.VERSION + 1;
        // Then
        assertThatThrownBy(() -> HeaderCodec.decode(ID, later))
                .isInstanceOf(HeaderFormatException.class)
                .hasMessage("a header of format 3; this version reads 2");
    }

    @Test
    void spoiltBytesAreReadOrRefusedAndNothingElse() {
        long seed = Long.getLong("pagurus.seed", new Random().nextLong());
        System.out.println("spoilt header test, -Dpagurus.seed=" + seed);
        Random random = new Random(seed);
        byte[] whole = HeaderCodec.encode(busy());
        for (int run = 0; run < 20_000; run++) {
            // Given
            byte[] spoilt = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                spoilt[1 + random.nextInt(spoilt.length - 1)] = (byte) random.nextInt(256);
            }
            try {
                // When
                SessionHeader header = HeaderCodec.decode(ID, spoilt);
                // Then
                assertThat(header.sessionId()).isEqualTo(ID);
            } catch (HeaderFormatException refused) {
                assertThat(refused).hasMessageMatching(".+");
            }
        }
    }

    private static SessionHeader busy() {
        FoldedSession session = FoldedSession.opened();
        session.on(Entries.commit(1, "hk-1", 1, "t1"));
        session.on(Entries.setState(1, "hk-1", 0, "x"));
        session.on(Entries.start(1, "hk-1", "t2"));
        session.on(Entries.intend(1, "hk-1", "t2", "mail", false));
        session.on(Entries.start(1, "hk-1", "t3", DIGEST, Entries.T0.plusNanos(7)));
        session.on(Entries.enqueue(1, "hk-1", "q1", true));
        session.on(Entries.enqueue(1, "hk-1", "q2", false));
        session.on(Entries.lease(1, "hk-1", "q2", 1));
        session.on(Entries.freeze(1, ID));
        return session.header();
    }

    private static SessionHeader with(SessionState state, Owner owner) {
        SessionHeader h = Objects.requireNonNull(FoldedSession.opened().header());
        return new SessionHeader(
                ID,
                h.epoch(),
                owner,
                state,
                h.seq(),
                h.partition(),
                h.firstOffset(),
                h.lastOffset(),
                owner.node(),
                owner.region(),
                h.running(),
                h.attempt(),
                h.window(),
                h.agent(),
                h.unsettled(),
                h.tasks());
    }
}
