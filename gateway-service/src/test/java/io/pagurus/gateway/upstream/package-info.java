/** Unit tests. */
@NullMarked
package io.pagurus.gateway.upstream;

import org.jspecify.annotations.NullMarked;
