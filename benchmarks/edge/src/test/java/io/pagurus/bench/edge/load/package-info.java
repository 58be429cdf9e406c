@NullMarked
package io.pagurus.bench.edge.load;

import org.jspecify.annotations.NullMarked;
