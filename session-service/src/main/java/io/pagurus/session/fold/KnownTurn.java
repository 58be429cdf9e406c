package io.pagurus.session.fold;

/**
 * Immutable. A committed turn that is still remembered. Its id and its request are known by digests
 * alone: who tells its answer compares them with the stored turn.
 *
 * @param seq its number, by which it is found in the history
 * @param requestMark four bytes that stand for its request
 * @param last whether it is the session's last one, of which the answer is known too
 */
public record KnownTurn(long seq, int requestMark, boolean last) {

    /** Whether it is the answer to this request. */
    public boolean answers(String requestDigest) {
        return requestMark == Digest.ofRequest(requestDigest);
    }
}
