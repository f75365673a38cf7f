/** The way to the centre by HTTPS. Called by the agent; it never looks into a batch. */
@NullMarked
package relais.agent.https;

import org.jspecify.annotations.NullMarked;
