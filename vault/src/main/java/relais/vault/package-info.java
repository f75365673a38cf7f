/**
 * Keeps dossiers and documents. Called by {@code app}'s wiring; it knows neither polls nor hosts.
 */
@NullMarked
package relais.vault;

import org.jspecify.annotations.NullMarked;
