@NullMarked
package io.pagurus.session.snapshot;

import org.jspecify.annotations.NullMarked;
