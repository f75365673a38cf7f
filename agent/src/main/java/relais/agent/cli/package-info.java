/**
 * The agent's own command line, called by the launcher or by java itself; it wires and never
 * measures.
 */
@NullMarked
package relais.agent.cli;

import org.jspecify.annotations.NullMarked;
