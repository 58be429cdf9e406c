package io.pagurus.session.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.session.privacy.UnreadablePayloadException.Why;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Data keys under the configured ones. */
class KeyEncryptionKeysTest {

    private final Aes aes = new Aes(new SecureRandom());
    private final byte[] first = aes.random(32);
    private final byte[] second = aes.random(32);

    @Test
    void aWrappedKeyIsReadBackFromItsBytes() {
        // Given
        KeyEncryptionKeys keys = keys(Map.of("k1", first), "k1");
        DataKey made = keys.make();
        // When
        WrappedKey stored =
                WrappedKey.read(made.id(), keys.wrap("s1", made, 3, 41).bytes()).orElseThrow();
        // Then
        assertThat(stored.epoch()).isEqualTo(3);
        assertThat(stored.after()).isEqualTo(41);
        assertThat(stored.by()).isEqualTo("k1");
        assertThat(keys.unwrap("s1", stored)).isEqualTo(made);
        assertThat(made.toString()).isEqualTo("DataKey[" + made.id() + "]");
    }

    @Test
    void aRotatedKeyOpensWhatTheOneBeforeWrapped() {
        // Given
        KeyEncryptionKeys before = keys(Map.of("k1", first), "k1");
        DataKey made = before.make();
        WrappedKey wrapped = before.wrap("s1", made, 1, 0);
        KeyEncryptionKeys after = keys(Map.of("k1", first, "k2", second), "k2");
        // When
        WrappedKey anew = after.wrap("s1", after.unwrap("s1", wrapped), 1, 0);
        // Then
        assertThat(anew.by()).isEqualTo("k2");
        assertThat(keys(Map.of("k2", second), "k2").unwrap("s1", anew)).isEqualTo(made);
    }

    @Test
    void aKeyThatIsNotHereOrNotOfThisSessionIsRefused() {
        // Given
        KeyEncryptionKeys keys = keys(Map.of("k1", first), "k1");
        WrappedKey wrapped = keys.wrap("s1", keys.make(), 1, 0);
        WrappedKey elsewhere =
                new WrappedKey(wrapped.id(), 2, wrapped.after(), wrapped.by(), wrapped.wrapped());
        // When, Then
        refused(keys(Map.of("k2", second), "k2"), "s1", wrapped, Why.KEY_NOT_CONFIGURED);
        refused(keys(Map.of("k1", second), "k1"), "s1", wrapped, Why.DAMAGED);
        refused(keys, "s2", wrapped, Why.DAMAGED);
        refused(keys, "s1", elsewhere, Why.DAMAGED);
        refused(keys, "s1", new WrappedKey("x", 1, 0, "k1", "AAAA"), Why.DAMAGED);
    }

    private static void refused(
            KeyEncryptionKeys keys, String session, WrappedKey wrapped, Why why) {
        assertThatThrownBy(() -> keys.unwrap(session, wrapped))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessage(why.text());
    }

    private KeyEncryptionKeys keys(Map<String, byte[]> secrets, @Nullable String active) {
        return new KeyEncryptionKeys(secrets, active, aes);
    }
}
