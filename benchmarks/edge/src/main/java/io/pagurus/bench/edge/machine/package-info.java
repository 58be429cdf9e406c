/**
 * The machine: which core a process runs on, what it has used of it, how many files it may open,
 * and how what is missing gets installed.
 */
@NullMarked
package io.pagurus.bench.edge.machine;

import org.jspecify.annotations.NullMarked;
