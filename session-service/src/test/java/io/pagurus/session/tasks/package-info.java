@NullMarked
package io.pagurus.session.tasks;

import org.jspecify.annotations.NullMarked;
