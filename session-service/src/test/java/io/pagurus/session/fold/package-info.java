@NullMarked
package io.pagurus.session.fold;

import org.jspecify.annotations.NullMarked;
