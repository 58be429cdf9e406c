@NullMarked
package io.pagurus.session.rounds;

import org.jspecify.annotations.NullMarked;
