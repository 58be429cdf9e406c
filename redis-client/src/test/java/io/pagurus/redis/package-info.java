@NullMarked
package io.pagurus.redis;

import org.jspecify.annotations.NullMarked;
