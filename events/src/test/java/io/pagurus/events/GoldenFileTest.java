package io.pagurus.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GoldenFileTest {

    static final List<Event> SAMPLES = Samples.ALL;

    @Test
    void eachTypeHasOneSample() {
        assertThat(Samples.ALL)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(EventCodec.TYPES);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void encodesToExactlyTheGoldenFile(Event sample) {
        // Given
        CloudEvent<Event> event = Samples.asCloudEvent(sample);

        // When
        GoldenFile written = GoldenFile.of(event);

        // Then
        written.leaveInTarget();
        assertThat(written).isEqualTo(GoldenFile.stored(sample.getClass()));
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void theGoldenFileDecodesToTheSample(Event sample) {
        // Given
        GoldenFile stored = GoldenFile.stored(sample.getClass());

        // When
        Decoded decoded = stored.decodeWith(stored.data());

        // Then
        assertThat(decoded).isEqualTo(new Decoded.Known(Samples.asCloudEvent(sample)));
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aFieldFromALaterVersionIsIgnored(Event sample) {
        // Given
        GoldenFile stored = GoldenFile.stored(sample.getClass());
        ObjectNode later = stored.data().put("fromALaterVersion", 1);
        later.putObject("andAnother").put("deep", true);

        // When
        Decoded decoded = stored.decodeWith(later);

        // Then
        assertThat(decoded).isEqualTo(new Decoded.Known(Samples.asCloudEvent(sample)));
    }
}
