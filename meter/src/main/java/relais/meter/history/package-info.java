/**
 * Takes in files of other programs' history as the series of hosts: each moment once, however often
 * it is brought. Called by the API with a file and whose it is; it never speaks for an agent, and
 * never asks for anything by itself.
 */
@NullMarked
package relais.meter.history;

import org.jspecify.annotations.NullMarked;
