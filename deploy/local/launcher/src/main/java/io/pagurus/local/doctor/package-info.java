/**
 * What is missing or wrong on this machine: {@link io.pagurus.local.doctor.Doctor} asks each {@link
 * io.pagurus.local.doctor.Checks check} and tells each {@link io.pagurus.local.doctor.Finding}. It
 * is run from its sources, before anything is built, and so needs the JDK alone.
 */
@NullMarked
package io.pagurus.local.doctor;

import org.jspecify.annotations.NullMarked;
