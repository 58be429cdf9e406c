@NullMarked
package io.pagurus.session.durability;

import org.jspecify.annotations.NullMarked;
