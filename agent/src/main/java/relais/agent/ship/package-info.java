/**
 * From the spool to the centre: live sheets first, the backlog beside them, each until it is
 * acknowledged. Called by the agent; how bytes travel is the transport's matter.
 */
@NullMarked
package relais.agent.ship;

import org.jspecify.annotations.NullMarked;
