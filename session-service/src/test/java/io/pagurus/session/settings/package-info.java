@NullMarked
package io.pagurus.session.settings;

import org.jspecify.annotations.NullMarked;
