package io.pagurus.session.privacy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Confined to the thread that starts the service; reads the files that are named. The configured
 * keys, or all that is wrong with them: by the field's name, never by its value.
 */
final class EncryptionCheck {

    private static final String PREFIX = "pagurus.encryption.";
    private static final String FILE = "file:";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final List<String> problems = new ArrayList<>();
    private final Map<String, byte[]> keys = new TreeMap<>();

    private EncryptionCheck() {}

    /**
     * The keys by id.
     *
     * @throws ConfigurationException when they cannot be used, naming each field
     */
    static Map<String, byte[]> keys(EncryptionSettings settings) {
        EncryptionCheck check = new EncryptionCheck();
        settings.keys().forEach(check::key);
        settings.activeKey().ifPresent(check::active);
        check.distinct();
        if (!check.problems.isEmpty()) {
            throw new ConfigurationException(
                    "payloads cannot be encrypted as it is configured:\n  "
                            + String.join("\n  ", check.problems));
        }
        return check.keys;
    }

    private void key(String id, String value) {
        String field = PREFIX + "keys." + id;
        if (!ID.matcher(id).matches()) {
            problems.add(field + ": expected an id of 1 to 64 of A-Z a-z 0-9 . _ -");
            return;
        }
        Optional<String> text = value.startsWith(FILE) ? read(field, value) : Optional.of(value);
        text.ifPresent(encoded -> decode(field, id, encoded.strip()));
    }

    private Optional<String> read(String field, String value) {
        String path = value.substring(FILE.length());
        try {
            return Optional.of(Files.readString(Path.of(path)));
        } catch (IOException | InvalidPathException _) {
            problems.add(field + ": expected a file that can be read; found " + path);
            return Optional.empty();
        }
    }

    private void decode(String field, String id, String encoded) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException _) {
            problems.add(field + ": expected 32 bytes as base64; found something else");
            keys.put(id, new byte[0]);
            return;
        }
        if (secret.length != DataKey.BYTES) {
            problems.add(
                    field + ": expected 32 bytes as base64; found " + secret.length + " bytes");
        }
        keys.put(id, secret);
    }

    private void active(String id) {
        if (!keys.containsKey(id) && problems.isEmpty()) {
            problems.add(
                    PREFIX
                            + "active-key: expected the id of a key in "
                            + PREFIX
                            + "keys "
                            + keys.keySet()
                            + "; found "
                            + id);
        }
    }

    private void distinct() {
        List<String> ids = List.copyOf(keys.keySet());
        for (int one = 0; one < ids.size(); one++) {
            for (int other = one + 1; other < ids.size(); other++) {
                byte[] secret = keys.get(ids.get(one));
                if (secret != null
                        && secret.length > 0
                        && Arrays.equals(secret, keys.get(ids.get(other)))) {
                    problems.add(
                            PREFIX
                                    + "keys."
                                    + ids.get(other)
                                    + ": expected another key than that of "
                                    + ids.get(one));
                }
            }
        }
    }
}
