package io.pagurus.local.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * Immutable; blocks on files and a process. A key pair and its own certificate, made when they are
 * needed by the running JDK's keytool, as PEM files: no key is ever committed.
 *
 * @param certificate also what a client trusts it by
 */
public record LocalCertificate(Path certificate, Path privateKey) {

    private static final String ALIAS = "redis";
    private static final String PASSWORD = "only-for-this-file";

    /**
     * A new one.
     *
     * @param folder where its files are put
     * @param names what it is made out to, such as {@code ip:127.0.0.1} or {@code dns:localhost}
     */
    public static LocalCertificate create(Path folder, String... names) {
        try {
            Files.createDirectories(folder);
            Path store = folder.resolve("redis.p12");
            keytool(store, String.join(",", names));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            return new LocalCertificate(
                    pem(
                            folder.resolve("redis.crt"),
                            "CERTIFICATE",
                            keys.getCertificate(ALIAS).getEncoded()),
                    pem(
                            folder.resolve("redis.key"),
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the new key store cannot be read", broken);
        }
    }

    private static void keytool(Path store, String names) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        program.toString(),
                                        "-genkeypair",
                                        "-alias",
                                        ALIAS,
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=redis",
                                        "-ext",
                                        "SAN=" + names,
                                        "-validity",
                                        "2",
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        PASSWORD,
                                        "-keystore",
                                        store.toString()))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said.strip());
            }
        } catch (InterruptedException _) {
            keytool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("keytool was not waited for");
        }
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
