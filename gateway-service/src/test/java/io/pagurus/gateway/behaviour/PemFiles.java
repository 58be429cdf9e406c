package io.pagurus.gateway.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** Immutable. A new key and its own certificate, in files as an operator would give them. */
record PemFiles(Path store, Path certificate, Path key) {

    static final String PASSWORD = "changeit";
    private static final String ALIAS = "edge";

    /** Makes one with the JDK's own tool. */
    static PemFiles of(Path directory, String name) {
        Path store = directory.resolve(name + ".p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        PemFiles files =
                new PemFiles(
                        store, directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
        files.write(files);
        return files;
    }

    /** Puts another's certificate and key into these files. */
    void replaceBy(PemFiles other) {
        write(other);
    }

    private void write(PemFiles from) {
        try {
            KeyStore keys = from.keys();
            Certificate own = keys.getCertificate(ALIAS);
            Key secret = keys.getKey(ALIAS, PASSWORD.toCharArray());
            Files.writeString(certificate, pem("CERTIFICATE", own.getEncoded()));
            Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String certificateText() {
        try {
            return Files.readString(certificate);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    KeyStore keys() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (process.waitFor() != 0) {
                throw new AssertionError("keytool said no");
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
