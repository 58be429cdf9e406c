/**
 * REST, in flow order: {@link io.pagurus.session.api.SessionPages} → {@link
 * io.pagurus.session.api.SessionResource}, {@link io.pagurus.session.api.GrantResource}, {@link
 * io.pagurus.session.api.LifecycleResource}, {@link io.pagurus.session.api.AgentStateResource},
 * {@link io.pagurus.session.api.TurnResource} and {@link io.pagurus.session.api.TaskResource} check
 * what they are given ({@link io.pagurus.session.api.Checks}) → {@link
 * io.pagurus.session.api.Openings} finds the epoch of a first grant → {@link
 * io.pagurus.session.api.Commits} asks for the entry → {@link io.pagurus.session.api.Answers} and
 * {@link io.pagurus.session.api.SessionView}; or a {@link io.pagurus.session.api.Failure}, which
 * {@link io.pagurus.session.api.Problems}, and nothing else, turns into a status and a body.
 */
@NullMarked
package io.pagurus.session.api;

import org.jspecify.annotations.NullMarked;
