@NullMarked
package io.pagurus.session.redis;

import org.jspecify.annotations.NullMarked;
