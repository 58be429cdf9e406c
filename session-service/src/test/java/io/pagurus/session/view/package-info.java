@NullMarked
package io.pagurus.session.view;

import org.jspecify.annotations.NullMarked;
