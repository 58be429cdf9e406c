package io.pagurus.session.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.session.fold.SessionFold;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that are written once are read for years. */
class RowCodecTest {

    private static final String GOLDEN =
            "011601050e666f722061207465737400000003010000000080d0eab6b73303ac060391fe3c0602f1a20401"
                    + "0009737465702f74312f78b00602d8aa04";

    private static final Row ROW =
            new Row(
                    SessionFold.poisoned("s1", "for a test", 3),
                    new Bodies(
                            List.of(812L, 815L, 1_000_000L),
                            6,
                            2,
                            70_000,
                            Map.of("step/t1/x", 816L),
                            new Bodies.StateAt(true, 71_000)),
                    Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void theBytesOfARowAreThoseOfTheFirstVersion() {
        // When
        byte[] bytes = RowCodec.encode(ROW);
        // Then
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN);
        assertThat(RowCodec.decode("s1", bytes)).isEqualTo(ROW);
    }

    @Test
    void aRowThatIsCutOffIsNone() {
        // Given
        byte[] bytes = HexFormat.of().parseHex(GOLDEN);
        // When
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            // Then
            assertThatThrownBy(() -> RowCodec.decode("s1", part))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aRowOfALaterVersionIsNotGuessedAt() {
        // Given
        byte[] bytes = HexFormat.of().parseHex(GOLDEN);
        bytes[0] = 2;
        // When / Then
        assertThatThrownBy(() -> RowCodec.decode("s1", bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 2");
    }
}
