package io.pagurus.session.fold;

/**
 * Immutable. A committed turn that a repeated request is recognised by.
 *
 * @param answerDigest of the messages: a repeated commit with another answer is no repetition
 * @param offset where in the journal its commit stands
 */
public record RememberedTurn(
        long seq, String turnId, String requestDigest, long answerDigest, long offset) {}
