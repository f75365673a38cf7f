/**
 * Who this agent is to the centre and what is said between them, whatever way it travels: identity,
 * pairing, signed pushes, and what an answer means. Called by the ways and by the collector; it
 * never opens a connection.
 */
@NullMarked
package relais.agent.centre;

import org.jspecify.annotations.NullMarked;
