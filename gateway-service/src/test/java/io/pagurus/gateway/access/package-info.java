/** Tests of who may call. */
@NullMarked
package io.pagurus.gateway.access;

import org.jspecify.annotations.NullMarked;
