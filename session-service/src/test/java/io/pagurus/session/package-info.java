@NullMarked
package io.pagurus.session;

import org.jspecify.annotations.NullMarked;
