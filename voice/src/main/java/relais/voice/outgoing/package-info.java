/**
 * The one way a message leaves: stored and queued in the caller's transaction, never to someone who
 * asked to stop. Called by polls, inbox, inbound and sending; it does not choose what to say.
 */
@NullMarked
package relais.voice.outgoing;

import org.jspecify.annotations.NullMarked;
