/**
 * The transport by HTTPS push, and the pairing that gives an agent its key. Called by the agent; it
 * never looks into a batch.
 */
@NullMarked
package relais.agent.https;

import org.jspecify.annotations.NullMarked;
