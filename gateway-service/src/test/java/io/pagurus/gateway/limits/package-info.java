@NullMarked
package io.pagurus.gateway.limits;

import org.jspecify.annotations.NullMarked;
