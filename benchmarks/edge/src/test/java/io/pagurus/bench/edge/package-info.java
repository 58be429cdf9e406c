@NullMarked
package io.pagurus.bench.edge;

import org.jspecify.annotations.NullMarked;
