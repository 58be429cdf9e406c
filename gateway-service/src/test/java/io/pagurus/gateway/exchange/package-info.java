/** Unit tests. */
@NullMarked
package io.pagurus.gateway.exchange;

import org.jspecify.annotations.NullMarked;
