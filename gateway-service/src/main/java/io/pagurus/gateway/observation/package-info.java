/** What the edge counts. Every tag has few values: nodes, phases, outcomes. */
@NullMarked
package io.pagurus.gateway.observation;

import org.jspecify.annotations.NullMarked;
