/**
 * Stores of other processes of the installation: what is said on the wire (docs/formats/stores.md),
 * the door that answers, and the store that asks. It decides nothing about where series are.
 */
@NullMarked
package relais.meter.remote;

import org.jspecify.annotations.NullMarked;
