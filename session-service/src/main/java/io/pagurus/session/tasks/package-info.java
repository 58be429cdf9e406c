/**
 * Tasks that outlive their turn, as far as a clock has a say in them: {@link
 * io.pagurus.session.tasks.DueTasks} says what an owner may lease now → {@link
 * io.pagurus.session.tasks.TaskInputs} reads what it needs for that → {@link
 * io.pagurus.session.tasks.Backoff} says when a task that failed is due again → {@link
 * io.pagurus.session.tasks.TaskEnds} ends what waited too long, for an owner that leases or for
 * {@link io.pagurus.session.tasks.TaskSweep}. The fold decides all of it, and looks at no clock.
 */
@NullMarked
package io.pagurus.session.tasks;

import org.jspecify.annotations.NullMarked;
