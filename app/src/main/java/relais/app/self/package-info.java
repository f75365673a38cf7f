/**
 * Relais as one more thing that is watched: how its queues, lines, database and memory are, as
 * plugins of the agent in this process. Called by the wiring; it changes nothing.
 */
@NullMarked
package relais.app.self;

import org.jspecify.annotations.NullMarked;
