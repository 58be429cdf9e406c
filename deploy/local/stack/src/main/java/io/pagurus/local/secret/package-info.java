/**
 * What the processes of a local suite trust each other by: {@link
 * io.pagurus.local.secret.SigningKey} (made at the first start) signs each process's {@link
 * io.pagurus.local.secret.Token}.
 */
@NullMarked
package io.pagurus.local.secret;

import org.jspecify.annotations.NullMarked;
