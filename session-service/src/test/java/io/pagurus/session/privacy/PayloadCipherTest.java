package io.pagurus.session.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.privacy.UnreadablePayloadException.Why;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What is sealed is read by who has the key, where it was sealed, as it was sealed; else not. */
class PayloadCipherTest {

    private static final PayloadKind TURN = PayloadKind.turn("t1");
    private static final List<JsonNode> MESSAGES =
            List.of(
                    Entries.message("user", "the canary sings"),
                    Entries.message("assistant", "it does, and 1.10 is a number"));

    private final Aes aes = new Aes(new SecureRandom());
    private final PayloadCipher cipher = new PayloadCipher(aes);
    private final DataKey key = new DataKey("k", aes.random(DataKey.BYTES));

    @Test
    void aPublishedVectorComesOutAsPublished() {
        // Given: McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)", test case 16
        SecretKeySpec secret =
                new SecretKeySpec(
                        hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
                        "AES");
        byte[] plain =
                hex(
                        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
        // When
        byte[] sealed =
                Aes.seal(
                        secret,
                        hex("cafebabefacedbaddecaf888"),
                        hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                        plain);
        // Then
        assertThat(HexFormat.of().formatHex(sealed))
                .isEqualTo(
                        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                                + "76fc6ece0f4e1768cddf8853bb2d551b");
    }

    @Test
    void whatWasSealedIsOpened() {
        // When
        Envelope envelope = cipher.seal(key, "s1", TURN, MESSAGES);
        // Then
        assertThat(envelope.json().toString()).doesNotContain("canary");
        Envelope stored = Envelope.read(envelope.json()).orElseThrow();
        assertThat(cipher.open(key, "s1", TURN, 2, stored)).isEqualTo(MESSAGES);
    }

    @Test
    void whatIsNotWhereItWasSealedIsRefused() {
        // Given
        Envelope envelope = cipher.seal(key, "s1", TURN, MESSAGES);
        DataKey other = new DataKey("k", aes.random(DataKey.BYTES));
        // When, Then
        refused(key, "s2", TURN, 2, envelope);
        refused(key, "s1", PayloadKind.turn("t2"), 2, envelope);
        refused(key, "s1", PayloadKind.agentState(), 2, envelope);
        refused(key, "s1", TURN, 1, envelope);
        refused(other, "s1", TURN, 2, envelope);
    }

    @Test
    void anyFlippedBitIsRefused() {
        // Given
        Envelope envelope = cipher.seal(key, "s1", TURN, MESSAGES);
        byte[] text = envelope.ciphertext();
        // When, Then
        for (int bit = 0; bit < text.length * Byte.SIZE; bit++) {
            byte[] flipped = text.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            refused(key, "s1", TURN, 2, Envelope.of("k", envelope.nonce(), flipped));
        }
        for (int length = 0; length < text.length; length++) {
            byte[] cut = Arrays.copyOf(text, length);
            refused(key, "s1", TURN, 2, Envelope.of("k", envelope.nonce(), cut));
        }
        refused(key, "s1", TURN, 2, new Envelope("k", "?", "!", null));
    }

    private void refused(
            DataKey with, String session, PayloadKind kind, int count, Envelope envelope) {
        assertThatThrownBy(() -> cipher.open(with, session, kind, count, envelope))
                .isInstanceOf(UnreadablePayloadException.class)
                .extracting(thrown -> ((UnreadablePayloadException) thrown).why())
                .isEqualTo(Why.DAMAGED);
    }

    @Test
    void aMillionNoncesAreAllOthers() {
        // Given
        Set<ByteBuffer> seen = new HashSet<>();
        // When
        for (int i = 0; i < 1_000_000; i++) {
            seen.add(ByteBuffer.wrap(aes.nonce()));
        }
        // Then
        assertThat(seen).hasSize(1_000_000);
    }

    @Test
    void aDigestIsTheSameUnderTheSameKeyAlone() {
        // Given
        DataKey other = new DataKey("k", aes.random(DataKey.BYTES));
        // When
        long digest = PayloadCipher.digest(key, MESSAGES);
        // Then
        assertThat(PayloadCipher.digest(key, MESSAGES)).isEqualTo(digest);
        assertThat(PayloadCipher.digest(key, MESSAGES.subList(0, 1))).isNotEqualTo(digest);
        assertThat(PayloadCipher.digest(other, MESSAGES)).isNotEqualTo(digest);
    }

    @Test
    void aCallersValueThatLooksSealedIsGivenBackAsItWas() {
        // Given
        JsonNode value = cipher.seal(key, "s1", TURN, MESSAGES).json();
        // When
        JsonNode stored = Envelope.escape(value);
        // Then
        assertThat(stored).isNotEqualTo(value);
        assertThat(new ClearPayloads().open("s1", TURN, stored)).isEqualTo(value);
        assertThat(Envelope.escape(JsonNodeFactory.instance.objectNode().put("sealed", "x")))
                .isEqualTo(JsonNodeFactory.instance.objectNode().put("sealed", "x"));
    }

    @Test
    void withoutKeysASealedPayloadIsAProblemAndNoGarbage() {
        // Given
        JsonNode sealed = cipher.seal(key, "s1", TURN, MESSAGES).json();
        // When, Then
        assertThatThrownBy(() -> new ClearPayloads().open("s1", TURN, sealed))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessage(Why.KEY_NOT_CONFIGURED.text());
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
