/**
 * Who may run what: a channel, and a gateway's name, belong to one process at a time. The role
 * gateway calls it; it opens and closes nothing itself.
 */
@NullMarked
package relais.gateway.lease;

import org.jspecify.annotations.NullMarked;
