@NullMarked
package io.pagurus.gateway.rollout;

import org.jspecify.annotations.NullMarked;
