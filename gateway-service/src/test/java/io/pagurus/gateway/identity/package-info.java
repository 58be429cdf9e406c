/** Unit tests. */
@NullMarked
package io.pagurus.gateway.identity;

import org.jspecify.annotations.NullMarked;
