/**
 * Understands answers: which category, or which number, a text gives under a poll, by which rule
 * and how surely. Pure and bounded; called by inbound for each message and by the API for previews
 * and reprocessing. Never reads the database.
 */
@NullMarked
package relais.voice.rules;

import org.jspecify.annotations.NullMarked;
