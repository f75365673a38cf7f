/**
 * Hears whether a message asks us to stop writing, or to begin again, in any of the languages whose
 * word lists lie beside it. The inbound path calls it first, before any poll; it never touches the
 * database and decides nothing but the sender's wish.
 */
@NullMarked
package relais.voice.stop;

import org.jspecify.annotations.NullMarked;
