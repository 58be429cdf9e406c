/** The deterministic model, its directives, its proof of memory and its tools. */
@NullMarked
package io.pagurus.node.model;

import org.jspecify.annotations.NullMarked;
