package io.pagurus.local.secret;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Immutable. Who a process is and what it may do.
 *
 * @param subject the instance or node id; made of letters, digits and {@code . _ : ~ -}
 * @param groups of {@code docs/services.md}
 */
public record Token(String subject, List<String> groups) {

    private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
    private static final String ISSUER = "pagurus";

    /** A local suite gets fresh ones at each start, so long is enough and never is not needed. */
    private static final Duration LIFE = Duration.ofDays(30);

    public Token {
        groups = List.copyOf(groups);
        groups.forEach(Token::plain);
        plain(subject);
    }

    /** As a signed JWT. */
    public String signed(SigningKey key, Instant now) {
        String text = base64(HEADER) + "." + base64(claims(now));
        return text + "." + base64(key.sign(text));
    }

    private String claims(Instant now) {
        // A second ago, for processes whose clock was read a moment earlier.
        long issued = now.getEpochSecond() - 1;
        return """
        {"iss":"%s","sub":"%s","upn":"%s","groups":[%s],"iat":%d,"exp":%d,"jti":"%s"}\
        """
                .formatted(
                        ISSUER,
                        subject,
                        subject,
                        groups.stream()
                                .map(group -> '"' + group + '"')
                                .collect(Collectors.joining(",")),
                        issued,
                        issued + LIFE.toSeconds(),
                        UUID.randomUUID());
    }

    private static void plain(String text) {
        if (!text.matches("[A-Za-z0-9._:~-]{1,128}")) {
            throw new IllegalArgumentException("not a name: " + text);
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
