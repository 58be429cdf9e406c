/**
 * Holds the files under {@code deploy/} against the code: {@link
 * io.pagurus.deploy.ServiceProperties} (what a service can be told) beside {@link
 * io.pagurus.deploy.ComposeFile} and {@link io.pagurus.deploy.KubernetesFiles} (what it is told).
 */
@NullMarked
package io.pagurus.deploy;

import org.jspecify.annotations.NullMarked;
