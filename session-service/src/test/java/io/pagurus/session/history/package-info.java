@NullMarked
package io.pagurus.session.history;

import org.jspecify.annotations.NullMarked;
