@NullMarked
package io.pagurus.session.changes;

import org.jspecify.annotations.NullMarked;
