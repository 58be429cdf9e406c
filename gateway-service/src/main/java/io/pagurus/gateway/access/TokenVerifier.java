package io.pagurus.gateway.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** Thread-safe; computes for about 0.1 ms. Verifies the tokens of one issuer. */
final class TokenVerifier {

    /** Headers hold no more anyway, and what is longer is not worth a look. */
    private static final int MOST_CHARACTERS = 16_384;

    private final TokenRules rules;

    TokenVerifier(TokenRules rules) {
        this.rules = rules;
    }

    TokenVerdict verify(String token, SigningKeys.Known keys, Instant now) {
        if (token.length() > MOST_CHARACTERS || token.chars().filter(c -> c == '.').count() != 2) {
            return new TokenVerdict.Bad("it is no signed token");
        }
        try {
            JsonWebSignature signed = new JsonWebSignature();
            signed.setCompactSerialization(token);
            String algorithm = signed.getAlgorithmHeaderValue();
            if (algorithm == null || !rules.algorithms().contains(algorithm)) {
                return new TokenVerdict.Bad("its algorithm is none of those allowed");
            }
            JwtClaims claims = consumer(keys, now).processToClaims(token);
            String name = claims.getStringClaimValue(rules.principalClaim());
            if (name == null || !Caller.isName(rules.prefix() + name)) {
                return new TokenVerdict.Bad("it names nobody");
            }
            long goodUntil = claims.getExpirationTime().getValue() + rules.clockSkew().toSeconds();
            return new TokenVerdict.Good(
                    new Verified(
                            Caller.proved(rules.prefix() + name),
                            given(claims),
                            goodUntil,
                            keys.version()));
        } catch (InvalidJwtException invalid) {
            return isAboutItsKey(invalid)
                    ? new TokenVerdict.UnknownKey()
                    : new TokenVerdict.Bad(why(invalid));
        } catch (JoseException noToken) {
            return new TokenVerdict.Bad("it is no signed token");
        } catch (MalformedClaimException malformed) {
            return new TokenVerdict.Bad("a claim of it is not as it should be");
        } catch (ClassCastException | IllegalArgumentException | NullPointerException odd) {
            // The library takes what a header says for what it should be.
            return new TokenVerdict.Bad("it cannot be read");
        }
    }

    /** A claim that is null says nothing. */
    private static Map<String, Object> given(JwtClaims claims) {
        Map<String, Object> given = new HashMap<>(claims.getClaimsMap());
        given.values().removeIf(Objects::isNull);
        return Map.copyOf(given);
    }

    private JwtConsumer consumer(SigningKeys.Known keys, Instant now) {
        JwksVerificationKeyResolver resolver = new JwksVerificationKeyResolver(keys.keys());
        // A token without a key id, and an issuer with several keys.
        resolver.setDisambiguateWithVerifySignature(true);
        JwtConsumerBuilder builder =
                new JwtConsumerBuilder()
                        .setVerificationKeyResolver(resolver)
                        .setJwsAlgorithmConstraints(
                                AlgorithmConstraints.ConstraintType.PERMIT,
                                rules.algorithms().toArray(String[]::new))
                        .setRequireExpirationTime()
                        .setExpectedIssuer(rules.issuer())
                        .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
                        .setAllowedClockSkewInSeconds(
                                Math.toIntExact(rules.clockSkew().toSeconds()));
        return (rules.audiences().isEmpty()
                        ? builder.setSkipDefaultAudienceValidation()
                        : builder.setExpectedAudience(rules.audiences().toArray(String[]::new)))
                .build();
    }

    private static boolean isAboutItsKey(Throwable invalid) {
        Throwable cause = invalid;
        while (cause != null) {
            if (cause instanceof UnresolvableKeyException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String why(InvalidJwtException invalid) {
        if (invalid.hasErrorCode(ErrorCodes.EXPIRED)) {
            return "it has expired";
        }
        if (invalid.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return "it is not valid yet";
        }
        if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
                || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "it is for another audience";
        }
        if (invalid.hasErrorCode(ErrorCodes.ISSUER_INVALID)
                || invalid.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return "it is of another issuer";
        }
        return "it cannot be verified";
    }
}
