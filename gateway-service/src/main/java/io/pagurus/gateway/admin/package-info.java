/**
 * What an operator may look at, on the admin port: the fleet and the owners as this gateway knows
 * them.
 */
@NullMarked
package io.pagurus.gateway.admin;

import org.jspecify.annotations.NullMarked;
