@NullMarked
package io.pagurus.gateway.explain;

import org.jspecify.annotations.NullMarked;
