/**
 * How much a request matters and what it may cost: {@link io.pagurus.gateway.classes.ClassRules}
 * (which class it is of) → {@link io.pagurus.gateway.classes.ClassSlots} (whether there is room for
 * the class) → {@link io.pagurus.gateway.classes.ModelDesk} (which model it is answered by, over
 * {@link io.pagurus.gateway.classes.PriceTable}) → {@link io.pagurus.gateway.classes.Savings} (what
 * that has saved).
 */
@NullMarked
package io.pagurus.gateway.classes;

import org.jspecify.annotations.NullMarked;
