/**
 * What is remembered of a request while it runs, for whoever wants to know later: {@link
 * io.pagurus.gateway.trail.Trails} begins it, the request's own classes tell {@link
 * io.pagurus.gateway.trail.Trail} what they do, and at its end the access log, the trace and the
 * explanations get it.
 */
@NullMarked
package io.pagurus.gateway.trail;

import org.jspecify.annotations.NullMarked;
