@NullMarked
package io.pagurus.session.wiring;

import org.jspecify.annotations.NullMarked;
