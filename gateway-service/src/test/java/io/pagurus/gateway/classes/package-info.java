@NullMarked
package io.pagurus.gateway.classes;

import org.jspecify.annotations.NullMarked;
