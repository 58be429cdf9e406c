package io.pagurus.local.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Immutable. The key that signs the tokens of one suite, kept in its folder and readable by its
 * owner alone.
 */
public final class SigningKey {

    private static final String PRIVATE = "private.pem";
    private static final String PUBLIC = "public.pem";
    private static final int LINE = 64;

    private final PrivateKey key;
    private final Path publicKey;

    private SigningKey(PrivateKey key, Path publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** The key of this folder; made if there is none. */
    public static SigningKey in(Path folder) {
        try {
            if (!Files.exists(folder.resolve(PRIVATE))) {
                make(folder);
            }
            byte[] encoded = content(Files.readString(folder.resolve(PRIVATE)));
            PrivateKey key =
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new SigningKey(key, folder.resolve(PUBLIC).toAbsolutePath());
        } catch (IOException notRead) {
            throw new UncheckedIOException(notRead);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("no key in " + folder + "; delete it", broken);
        }
    }

    /** A PEM file that verifies what this key signs. */
    public Path publicKey() {
        return publicKey;
    }

    byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void make(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        write(folder.resolve(PUBLIC), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        // Last: where there is a private key, the public one is there too.
        write(folder.resolve(PRIVATE), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private static void write(Path file, String text) throws IOException {
        Path fresh =
                Files.createTempFile(
                        file.getParent(),
                        "key",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String label, byte[] encoded) {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    private static byte[] content(String pem) {
        StringBuilder encoded = new StringBuilder();
        pem.lines().filter(line -> !line.startsWith("-----")).forEach(encoded::append);
        return Base64.getDecoder().decode(encoded.toString());
    }
}
