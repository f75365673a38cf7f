/**
 * Polls: what one asks and of whom, its life from draft to closed, and what sending it will take.
 * Called by the API and read by inbound and sending; never reads an answer's text.
 */
@NullMarked
package relais.voice.poll;

import org.jspecify.annotations.NullMarked;
