@NullMarked
package io.pagurus.session.privacy;

import org.jspecify.annotations.NullMarked;
