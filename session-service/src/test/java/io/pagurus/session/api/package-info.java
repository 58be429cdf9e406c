@NullMarked
package io.pagurus.session.api;

import org.jspecify.annotations.NullMarked;
