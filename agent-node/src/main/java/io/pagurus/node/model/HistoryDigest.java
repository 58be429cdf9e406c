package io.pagurus.node.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.node.chat.ChatMessages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Thread-safe. SHA-256 in hex: of a history, as the node contract defines it, and of a body.
 *
 * <p>Of a history: for each message its role, U+001F, its content, U+001E, in UTF-8.
 */
public final class HistoryDigest {

    private static final byte UNIT = 0x1F;
    private static final byte RECORD = 0x1E;

    private HistoryDigest() {}

    public static String of(List<JsonNode> history) {
        MessageDigest sha = sha256();
        for (JsonNode message : history) {
            sha.update(ChatMessages.role(message).getBytes(StandardCharsets.UTF_8));
            sha.update(UNIT);
            sha.update(ChatMessages.text(message).getBytes(StandardCharsets.UTF_8));
            sha.update(RECORD);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    public static String of(byte[] body) {
        return HexFormat.of().formatHex(sha256().digest(body));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
