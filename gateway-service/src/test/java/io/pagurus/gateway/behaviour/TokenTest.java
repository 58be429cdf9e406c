package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInIssuer.claims;
import static io.pagurus.gateway.behaviour.StandInIssuer.in;
import static io.pagurus.gateway.behaviour.StandInIssuer.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes that ask for a signed token. */
class TokenTest {

    @Test
    void aTurnBelongsToTheTokensSubject() {
        try (EdgeSuite suite = EdgeSuite.with();
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            StandInNode node = suite.node("a");
            suite.rules(rules(issuer.url()));
            // When
            HttpResponse<String> response = suite.send(turn(suite, issuer.token("alice")));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(node.received().getFirst().header("X-Turn-ID")).isEqualTo("alice~k1");
            assertThat(node.received().getFirst().body()).isEqualTo("{\"hello\":1}");
            assertThat(node.received().getFirst().headers().names())
                    .doesNotContain("Authorization");
        }
    }

    @Test
    void everySignatureOfAPublicKeyIsVerified() {
        try (EdgeSuite suite = EdgeSuite.with();
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            suite.node("a");
            PublicJsonWebKey rsa = StandInIssuer.rsa("r");
            PublicJsonWebKey ec = StandInIssuer.ec("e");
            PublicJsonWebKey ed = StandInIssuer.ed25519("d");
            issuer.rotate(rsa, ec, ed);
            suite.rules(rules(issuer.url()));
            for (PublicJsonWebKey key : new PublicJsonWebKey[] {rsa, ec, ed}) {
                // When
                int status = suite.send(turn(suite, signed(claims("alice"), key))).statusCode();
                // Then
                assertThat(status).as(key.getAlgorithm()).isEqualTo(200);
            }
        }
    }

    @Test
    void whatIsNotAsTheRulesWantItIsRefused() {
        try (EdgeSuite suite = EdgeSuite.with();
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            StandInNode node = suite.node("a");
            suite.rules(rules(issuer.url()));
            JwtClaims expired = claims("alice");
            expired.setExpirationTime(in(Duration.ofSeconds(-40)));
            JwtClaims justExpired = claims("alice");
            justExpired.setExpirationTime(in(Duration.ofSeconds(-10)));
            JwtClaims forOthers = claims("alice");
            forOthers.setAudience("others");
            JwtClaims ofOthers = claims("alice");
            ofOthers.setIssuer("https://other.example");
            JwtClaims forEver = claims("alice");
            forEver.unsetClaim("exp");
            String good = issuer.token("alice");
            String unsigned =
                    "eyJhbGciOiJub25lIn0"
                            + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1);
            // When, Then
            assertThat(refusal(suite, issuer.signed(expired))).contains("expired");
            assertThat(suite.send(turn(suite, issuer.signed(justExpired))).statusCode())
                    .isEqualTo(200);
            assertThat(refusal(suite, issuer.signed(forOthers))).contains("audience");
            assertThat(refusal(suite, issuer.signed(ofOthers))).contains("issuer");
            assertThat(refusal(suite, issuer.signed(forEver))).contains("verified");
            assertThat(refusal(suite, signed(claims("alice"), StandInIssuer.rsa("first"))))
                    .contains("verified");
            assertThat(refusal(suite, unsigned)).contains("algorithm");
            assertThat(refusal(suite, "no token")).contains("no signed token");
            assertThat(refusal(suite, issuer.token("anonymous"))).contains("names nobody");
            assertThat(node.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e30.e30.e30",
                "eyJhbGciOjV9.e30.e30",
                "eyJhbGciOm51bGx9.e30.e30",
                "bnVsbA.e30.e30",
                "W10.e30.e30",
                "!.!.!",
                ".."
            })
    void anOddTokenIsRefusedAndHoldsNoPlace(String odd) {
        try (EdgeSuite suite = EdgeSuite.with("edge.max-concurrent-requests", "2");
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            suite.node("a");
            suite.rules(rules(issuer.url()));
            suite.send(turn(suite, issuer.token("alice")));
            // When
            for (int i = 0; i < 3; i++) {
                assertThat(refusal(suite, odd)).contains("invalid_token");
            }
            // Then
            assertThat(suite.send(turn(suite, issuer.token("alice"))).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClaimThatIsNullSaysNothing() {
        try (EdgeSuite suite = EdgeSuite.with();
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            suite.node("a");
            suite.rules(rules(issuer.url()));
            JwtClaims claims = claims("alice");
            claims.setClaim("email", null);
            // When
            HttpResponse<String> response = suite.send(turn(suite, issuer.signed(claims)));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRouteMayWantMoreOfATokenThanThatItIsGood() {
        try (EdgeSuite suite = EdgeSuite.with();
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            suite.node("a");
            suite.rules(
                    rules(issuer.url()).replace("kind: jwt", "kind: jwt, claims: {scope: chat}"));
            JwtClaims chats = claims("alice");
            chats.setStringClaim("scope", "mail chat");
            // When
            HttpResponse<String> with = suite.send(turn(suite, issuer.signed(chats)));
            HttpResponse<String> without = suite.send(turn(suite, issuer.token("alice")));
            // Then
            assertThat(with.statusCode()).isEqualTo(200);
            assertThat(without.statusCode()).isEqualTo(403);
            assertThat(without.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("insufficient_scope");
        }
    }

    @Test
    void aNewKeyOfTheIssuerIsFetchedOnceForAllWhoNeedIt() {
        try (EdgeSuite suite = EdgeSuite.with("access.keys-pause", "100ms");
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            suite.node("a");
            suite.rules(rules(issuer.url()));
            String old = issuer.token("alice");
            suite.send(turn(suite, old));
            issuer.rotate(StandInIssuer.ec("second"));
            String next = issuer.token("alice");
            // When
            Await.until(() -> suite.send(turn(suite, next)).statusCode() == 200);
            // Then
            assertThat(issuer.asked()).isEqualTo(2);
            assertThat(suite.send(turn(suite, old)).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void keysThatAreKnownAreUsedWhileTheIssuerIsAway() {
        try (EdgeSuite suite = EdgeSuite.with("access.keys-pause", "50ms");
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            suite.node("a");
            suite.rules(rules(issuer.url()));
            suite.send(turn(suite, issuer.token("alice")));
            issuer.away(true);
            // When
            String inventedKey = signed(claims("alice"), StandInIssuer.rsa("invented"));
            Await.until(() ->
                    suite.send(turn(suite, inventedKey)).statusCode() == 401
                            && issuer.asked() >= 2);
            // Then
            assertThat(suite.send(turn(suite, issuer.token("alice"))).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whileNobodyHasKeysNobodyIsJudged() {
        try (EdgeSuite suite = EdgeSuite.with("access.keys-pause", "50ms");
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            suite.node("a");
            issuer.away(true);
            suite.rules(rules(issuer.url()));
            // When
            HttpResponse<String> early = suite.send(turn(suite, issuer.token("alice")));
            issuer.away(false);
            // Then
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(early.headers().firstValue("Retry-After")).isPresent();
            Await.until(() -> suite.send(turn(suite, issuer.token("alice"))).statusCode() == 200);
        }
    }

    @Test
    void keysMayBeInAFile(@TempDir Path folder) throws IOException {
        try (EdgeSuite suite = EdgeSuite.with();
                StandInIssuer issuer = new StandInIssuer(suite.vertx)) {
            // Given
            suite.node("a");
            Path file = Files.writeString(folder.resolve("jwks.json"), issuer.jwks());
            suite.rules(rules("file:" + file));
            // When
            HttpResponse<String> response = suite.send(turn(suite, issuer.token("alice")));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(issuer.asked()).isZero();
        }
    }

    @Test
    void twoIssuersUsersCannotHaveOneName() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            assertThatThrownBy(() ->
                            suite.rules(
                                    """
                                    callers:
                                      issuers:
                                        one: {jwks: "https://a.example/k", issuer: a}
                                        two: {jwks: "gopher://b", issuer: b, prefix: "b:"}
                                    """))
                    .hasMessageContaining("callers.issuers: expected a prefix")
                    .hasMessageContaining("callers.issuers.two.jwks");
        }
    }

    private static String rules(String jwks) {
        return """
        callers:
          issuers:
            main: {jwks: "%s", issuer: "https://id.example", audiences: [edge]}
        routes:
          - name: talk
            match: {paths: [/v1/chat/completions]}
            turns: true
            access: {kind: jwt}
        """
                .formatted(jwks);
    }

    private static String refusal(EdgeSuite suite, String token) {
        HttpResponse<String> response = suite.send(turn(suite, token));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).doesNotContain(token);
        return response.headers().firstValue("WWW-Authenticate").orElseThrow();
    }

    private static HttpRequest turn(EdgeSuite suite, String token) {
        return suite.request(EdgeSuite.CHAT)
                .header("Authorization", "Bearer " + token)
                .header("X-Session-ID", "s1")
                .header("Idempotency-Key", "k1")
                .POST(HttpRequest.BodyPublishers.ofString("{\"hello\":1}"))
                .build();
    }
}
