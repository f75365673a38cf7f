/**
 * The way in: what lines receive and what became of submissions is made durable, joined, freed of
 * repeats and handed to the queue. Lines and the outgoing side call it; it never drops what it has
 * confirmed.
 */
@NullMarked
package relais.gateway.intake;

import org.jspecify.annotations.NullMarked;
