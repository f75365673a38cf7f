/**
 * Watches machines: takes what agents measured, keeps it, draws it and raises alerts. Called by
 * {@code app}'s wiring; it never reaches into a host by itself.
 */
@NullMarked
package relais.meter;

import org.jspecify.annotations.NullMarked;
