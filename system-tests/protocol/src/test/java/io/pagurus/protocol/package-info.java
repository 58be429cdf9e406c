@NullMarked
package io.pagurus.protocol;

import org.jspecify.annotations.NullMarked;
