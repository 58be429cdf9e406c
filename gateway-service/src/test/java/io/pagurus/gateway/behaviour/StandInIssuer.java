package io.pagurus.gateway.behaviour;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Thread-safe. Makes keys, shows their public halves at a URL, and signs tokens. */
final class StandInIssuer implements AutoCloseable {

    static final String NAME = "https://id.example";

    private final HttpServer server;
    private final List<PublicJsonWebKey> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean away;

    StandInIssuer(Vertx vertx) {
        keys.add(rsa("first"));
        server =
                vertx.createHttpServer()
                        .requestHandler(request -> {
                            asked.incrementAndGet();
                            if (away) {
                                request.response().setStatusCode(500).end();
                            } else {
                                request.response().end(jwks());
                            }
                        });
        Await.done(server.listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/jwks.json";
    }

    int asked() {
        return asked.get();
    }

    void away(boolean isAway) {
        away = isAway;
    }

    /** Has these keys from now on, and no others. */
    void rotate(PublicJsonWebKey... next) {
        keys.clear();
        keys.addAll(List.of(next));
    }

    String jwks() {
        return new JsonWebKeySet(new ArrayList<>(keys))
                .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** A token that is good for a minute. */
    String token(String subject) {
        return signed(claims(subject), keys.getFirst());
    }

    static JwtClaims claims(String subject) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setAudience("edge");
        claims.setSubject(subject);
        claims.setExpirationTime(in(Duration.ofMinutes(1)));
        return claims;
    }

    static NumericDate in(Duration time) {
        return NumericDate.fromMilliseconds(Instant.now().plus(time).toEpochMilli());
    }

    String signed(JwtClaims claims) {
        return signed(claims, keys.getFirst());
    }

    static String signed(JwtClaims claims, PublicJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(key.getAlgorithm());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    static PublicJsonWebKey rsa(String id) {
        return made(
                id, AlgorithmIdentifiers.RSA_USING_SHA256, () -> RsaJwkGenerator.generateJwk(2048));
    }

    static PublicJsonWebKey ec(String id) {
        return made(
                id,
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                () -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
    }

    static PublicJsonWebKey ed25519(String id) {
        return made(id, AlgorithmIdentifiers.EDDSA, () -> OkpJwkGenerator.generateJwk("Ed25519"));
    }

    private interface Maker {
        PublicJsonWebKey make() throws JoseException;
    }

    private static PublicJsonWebKey made(String id, String algorithm, Maker maker) {
        try {
            PublicJsonWebKey key = maker.make();
            key.setKeyId(id);
            key.setAlgorithm(algorithm);
            return key;
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        Await.done(server.close());
    }
}
