package io.pagurus.gateway.trail;

import io.pagurus.gateway.identity.IdSyntax;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Thread-safe, as its random source is. Names requests. */
final class RequestIds {

    static final String HEADER = "X-Request-ID";

    private static final int LENGTH = 32;
    private static final String DIGITS = "0123456789abcdef";

    private final RandomGenerator random;

    RequestIds(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The name of a request.
     *
     * @param said by a client that is trusted; null when it said none, or is not
     */
    String of(@Nullable String said) {
        return said != null && IdSyntax.isId(said) ? said : mint();
    }

    /** 128 bits. Not a secret, so it need not be hard to guess. */
    private String mint() {
        byte[] id = new byte[LENGTH];
        digits(random.nextLong(), id, 0);
        digits(random.nextLong(), id, LENGTH / 2);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    private static void digits(long bits, byte[] into, int from) {
        for (int i = 0; i < LENGTH / 2; i++) {
            into[from + i] = (byte) DIGITS.charAt((int) (bits >>> (4 * i)) & 15);
        }
    }
}
