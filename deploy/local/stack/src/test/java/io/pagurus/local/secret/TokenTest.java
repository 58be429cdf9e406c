package io.pagurus.local.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void publicKeyVerifiesTheTokenAndItSaysWhoAndWhat() throws Exception {
        // Given
        SigningKey key = SigningKey.in(folder);

        // When
        String token = new Token("hk-1", List.of("node")).signed(key, Instant.ofEpochSecond(1_000));

        // Then
        List<String> parts = List.of(token.split("\\.", -1));
        assertThat(verifies(key, parts)).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8))
                .contains("\"iss\":\"pagurus\"", "\"sub\":\"hk-1\"", "\"groups\":[\"node\"]")
                .contains("\"iat\":999");
    }

    @Test
    void secondStartHasTheSameKey() throws Exception {
        // Given
        String first = Files.readString(SigningKey.in(folder).publicKey());

        // When
        String second = Files.readString(SigningKey.in(folder).publicKey());

        // Then
        assertThat(second).isEqualTo(first);
    }

    private static boolean verifies(SigningKey key, List<String> parts) throws Exception {
        String encoded =
                Files.readString(key.publicKey())
                        .lines()
                        .filter(line -> !line.startsWith("-----"))
                        .collect(Collectors.joining());
        PublicKey publicKey =
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(encoded)));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey);
        signature.update((parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts.get(2)));
    }
}
