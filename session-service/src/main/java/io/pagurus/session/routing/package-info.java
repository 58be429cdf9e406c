/**
 * Any instance takes any request, in flow order: {@link io.pagurus.session.routing.Forwarding}
 * (here, or whose is it?) → {@link io.pagurus.session.routing.PartitionDirectory} (which instance
 * serves a partition; each tells the others by {@link io.pagurus.session.routing.Announcements}) →
 * {@link io.pagurus.session.routing.Parcels} (a call about many sessions, taken apart), {@link
 * io.pagurus.session.routing.Peers} (what is asked of all of them at once).
 */
@NullMarked
package io.pagurus.session.routing;

import org.jspecify.annotations.NullMarked;
