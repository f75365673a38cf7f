/**
 * Takes what agents push: knows who they are, keeps their readings in the stores and their graphs'
 * descriptions in the directory, and remembers when they were heard. Called by the meter's
 * endpoints and by the agent of this process; it never asks an agent for anything.
 */
@NullMarked
package relais.meter.collecting;

import org.jspecify.annotations.NullMarked;
