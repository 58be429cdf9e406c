/**
 * Traces of OpenTelemetry: {@link io.pagurus.gateway.tracing.Tracing} samples and exports, {@link
 * io.pagurus.gateway.tracing.RequestSpans} are those of one request.
 */
@NullMarked
package io.pagurus.gateway.tracing;

import org.jspecify.annotations.NullMarked;
