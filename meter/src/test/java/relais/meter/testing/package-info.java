/** A whole meter for tests: its routes on a real server, its stores and database. */
@NullMarked
package relais.meter.testing;

import org.jspecify.annotations.NullMarked;
