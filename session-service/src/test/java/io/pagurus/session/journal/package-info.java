@NullMarked
package io.pagurus.session.journal;

import org.jspecify.annotations.NullMarked;
