/**
 * The vocabulary: what a plugin reads, the metadata by which it is drawn, and the port that all
 * plugins fill. Every other package of the agent uses it; it never reads anything itself.
 */
@NullMarked
package relais.agent.reading;

import org.jspecify.annotations.NullMarked;
