/**
 * The command {@code ./pagurus}, in flow order: {@link io.pagurus.local.launcher.Launcher} (the
 * command line) → one class a command → {@link io.pagurus.local.launcher.RunningSuite} (finds what
 * runs) → {@link io.pagurus.local.launcher.Screen} (tells). The commands that need nothing built
 * ({@code test}, {@code native}, {@code doctor}) are the shell script's and {@link
 * io.pagurus.local.doctor}'s.
 */
@NullMarked
package io.pagurus.local.launcher;

import org.jspecify.annotations.NullMarked;
