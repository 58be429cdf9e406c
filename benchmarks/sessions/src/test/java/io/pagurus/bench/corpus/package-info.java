@NullMarked
package io.pagurus.bench.corpus;

import org.jspecify.annotations.NullMarked;
