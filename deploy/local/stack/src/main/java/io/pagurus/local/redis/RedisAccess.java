package io.pagurus.local.redis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Who may connect to a Redis, and how.
 *
 * @param user an ACL user; with one, the default user needs a password that only the operator knows
 * @param certificate what a TLS port shows; null when there is no such port
 */
public record RedisAccess(@Nullable User user, @Nullable LocalCertificate certificate) {

    /** Only ever on the loopback address of a test's machine. */
    private static final String OPERATOR_PASSWORD = "of-the-operator";

    /**
     * Immutable. An ACL user.
     *
     * @param rules in Redis's own words, such as {@code ~claw:* +@all}
     */
    public record User(String name, String password, String rules) {

        String line() {
            return name + " on >" + password + " " + rules;
        }
    }

    /** Everybody may do everything, without TLS. */
    public static RedisAccess open() {
        return new RedisAccess(null, null);
    }

    public RedisAccess withUser(String name, String password, String rules) {
        return new RedisAccess(new User(name, password, rules), certificate);
    }

    public RedisAccess withTls(LocalCertificate shown) {
        return new RedisAccess(user, shown);
    }

    @Nullable String operatorPassword() {
        return user == null ? null : OPERATOR_PASSWORD;
    }

    /** The command line's part that makes it so. */
    List<String> options(int tlsPort) {
        List<String> options = new ArrayList<>();
        if (user != null) {
            options.addAll(
                    List.of(
                            "--requirepass",
                            OPERATOR_PASSWORD,
                            "--masterauth",
                            OPERATOR_PASSWORD,
                            "--user"));
            options.addAll(List.of(user.line().split(" ")));
        }
        if (certificate != null) {
            options.addAll(
                    List.of(
                            "--tls-port",
                            Integer.toString(tlsPort),
                            "--tls-cert-file",
                            text(certificate.certificate()),
                            "--tls-key-file",
                            text(certificate.privateKey()),
                            "--tls-ca-cert-file",
                            text(certificate.certificate()),
                            "--tls-auth-clients",
                            "no"));
        }
        return options;
    }

    private static String text(Path path) {
        return path.toAbsolutePath().toString();
    }
}
