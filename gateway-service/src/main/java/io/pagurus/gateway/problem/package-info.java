/**
 * What a refusal looks like, RFC 9457: {@link io.pagurus.gateway.problem.Problem}; the one place
 * where a failure gets its status and its words.
 */
@NullMarked
package io.pagurus.gateway.problem;

import org.jspecify.annotations.NullMarked;
