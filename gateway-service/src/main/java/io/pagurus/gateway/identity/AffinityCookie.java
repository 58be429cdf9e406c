package io.pagurus.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Writes and reads the cookie {@code srv_id}: {@code v1/NODE/SECONDS/ID/MAC}, where
 * the MAC is HMAC-SHA256 of what is before it. One that nobody here has signed is none.
 */
public final class AffinityCookie {

    public static final String NAME = "srv_id";

    private static final String ALGORITHM = "HmacSHA256";

    /** Nothing else that is signed with the same key by mistake is taken for a cookie. */
    private static final byte[] PURPOSE =
            "pagurus affinity cookie\n".getBytes(StandardCharsets.US_ASCII);

    private static final String VERSION = "v1";
    private static final int MOST_CHARACTERS = 320;

    /** A cookie is written anew when this part of its life is over, not with each answer. */
    private static final int RENEWALS = 10;

    private final CookieRules rules;

    /** Never used themselves: a clone is ready at once, and belongs to who made it. */
    private final List<Mac> signers;

    /**
     * Immutable. What a cookie says.
     *
     * @param id stays when the cookie is renewed
     * @param due whether it should be renewed
     */
    public record Ticket(String node, String id, boolean due) {}

    public AffinityCookie(CookieRules rules) {
        this.rules = rules;
        this.signers = rules.keys().stream().map(key -> signer(key.reveal())).toList();
    }

    public CookieRules rules() {
        return rules;
    }

    /**
     * What a cookie says; null for one that is forged or has expired, which is the same as none.
     *
     * @param inUse whether something is open that began with the cookie of an id: while it is, the
     *     cookie does not expire
     */
    public @Nullable Ticket read(String value, long nowSeconds, Predicate<String> inUse) {
        int end = value.lastIndexOf('/');
        if (end < 0 || value.length() > MOST_CHARACTERS) {
            return null;
        }
        String[] parts = value.substring(0, end).split("/", -1);
        int signedBy = signedBy(value.substring(0, end), value.substring(end + 1));
        if (signedBy < 0 || parts.length != 4 || !VERSION.equals(parts[0])) {
            return null;
        }
        long age = nowSeconds - Long.parseLong(parts[2]);
        if (age > rules.ttl().toSeconds() && !inUse.test(parts[3])) {
            return null;
        }
        boolean due = signedBy > 0 || age * RENEWALS >= rules.ttl().toSeconds();
        return new Ticket(parts[1], parts[3], due);
    }

    /**
     * A {@code Set-Cookie} for a node.
     *
     * @param secure whether the client came through TLS
     */
    public String write(String node, String id, long nowSeconds, boolean secure) {
        String signed = VERSION + "/" + node + "/" + nowSeconds + "/" + id;
        boolean only = secure || rules.alwaysSecure();
        return NAME
                + "="
                + signed
                + "/"
                + mac(signers.getFirst(), signed)
                + "; Path=/; Max-Age="
                + rules.ttl().toSeconds()
                + "; HttpOnly; SameSite="
                + rules.sameSite().written()
                + (only ? "; Secure" : "");
    }

    /** Which key, -1 for none. */
    private int signedBy(String signed, String mac) {
        byte[] given = mac.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < signers.size(); i++) {
            byte[] right = mac(signers.get(i), signed).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(right, given)) {
                return i;
            }
        }
        return -1;
    }

    private static String mac(Mac signer, String text) {
        try {
            Mac mac = (Mac) signer.clone();
            mac.update(PURPOSE);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(ALGORITHM + " of this platform cannot be cloned", e);
        }
    }

    private static Mac signer(String key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
