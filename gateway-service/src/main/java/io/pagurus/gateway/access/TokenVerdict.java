package io.pagurus.gateway.access;

/** Immutable. What a token turned out to be. */
sealed interface TokenVerdict {

    record Good(Verified token) implements TokenVerdict {}

    /**
     * It is not good here.
     *
     * @param why in words that say nothing of the token
     */
    record Bad(String why) implements TokenVerdict {}

    /** It is signed with a key that the issuer did not have when it was asked. */
    record UnknownKey() implements TokenVerdict {}
}
