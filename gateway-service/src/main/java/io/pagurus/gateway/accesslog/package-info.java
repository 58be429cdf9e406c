/**
 * The access log: {@link io.pagurus.gateway.accesslog.AccessLog} takes what is over from the event
 * loops, {@link io.pagurus.gateway.accesslog.LogLine} writes it as JSON, {@link
 * io.pagurus.gateway.accesslog.RotatedFile} keeps it.
 */
@NullMarked
package io.pagurus.gateway.accesslog;

import org.jspecify.annotations.NullMarked;
