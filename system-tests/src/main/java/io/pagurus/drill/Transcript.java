package io.pagurus.drill;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. A client's own record of its conversation, from which it says what the
 * next answer must prove to remember (docs/node-contract.md, "The reference node's model").
 */
final class Transcript {

    private static final Pattern PROOF =
            Pattern.compile(
                    "turn (\\d+); I remember (\\d+) messages, digest ([0-9a-f]{16}); you said: .*",
                    Pattern.DOTALL);
    private static final int DIGEST_BYTES = 8;

    /** A message of the history. */
    record Message(String role, String content) {}

    private final MessageDigest digest = sha256();
    private int turns;
    private int messages;

    /**
     * What is wrong with the memory that an answer shows.
     *
     * @return null when it remembers exactly this transcript
     */
    @Nullable String contradiction(String answer) {
        Matcher proof = PROOF.matcher(answer);
        if (!proof.matches()) {
            return "the answer does not say what it remembers";
        }
        String expected =
                "turn %d, %d messages, digest %s".formatted(turns + 1, messages, digestSoFar());
        String shown =
                "turn %s, %s messages, digest %s"
                        .formatted(proof.group(1), proof.group(2), proof.group(3));
        return shown.equals(expected) ? null : "expected " + expected + ", answered " + shown;
    }

    /** Adds a turn that is over. */
    void add(List<Message> turn) {
        for (Message message : turn) {
            digest.update((message.role() + '\u001F').getBytes(StandardCharsets.UTF_8));
            digest.update((message.content() + '\u001E').getBytes(StandardCharsets.UTF_8));
            messages++;
        }
        turns++;
    }

    private String digestSoFar() {
        try {
            MessageDigest soFar = (MessageDigest) digest.clone();
            return HexFormat.of().formatHex(soFar.digest(), 0, DIGEST_BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of the JDK can be cloned", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
