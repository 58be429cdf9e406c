package io.pagurus.gateway.listener;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;
import javax.net.ssl.X509KeyManager;

/**
 * Thread-safe. Sees to it that a certificate is for the key beside it. The JDK takes any two whose
 * algorithms agree, and then no handshake succeeds; so do two files that are written one after the
 * other, for as long as only one of them is new.
 */
final class OwnKey {

    /** By the algorithm of a key, how it signs. */
    private static final Map<String, String> SIGNATURES =
            Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA");

    private static final byte[] SAMPLE = {1, 2, 3};

    private OwnKey() {}

    /**
     * @throws InvalidKeyException when a certificate is another key's
     */
    static void require(X509KeyManager keys) throws GeneralSecurityException {
        for (String algorithm : SIGNATURES.keySet()) {
            String[] aliases = keys.getServerAliases(algorithm, null);
            for (String alias : aliases == null ? new String[0] : aliases) {
                require(
                        algorithm,
                        keys.getPrivateKey(alias),
                        keys.getCertificateChain(alias)[0].getPublicKey());
            }
        }
    }

    private static void require(String algorithm, PrivateKey secret, PublicKey certified)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURES.get(algorithm));
        signature.initSign(secret);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(SAMPLE);
        if (!signature.verify(signed)) {
            throw new InvalidKeyException("the certificate is for another key");
        }
    }
}
