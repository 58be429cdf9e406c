@NullMarked
package io.pagurus.session.projection;

import org.jspecify.annotations.NullMarked;
