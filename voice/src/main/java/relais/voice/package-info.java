/**
 * Listening to people: who they are, what we ask, what they answer. {@code app} starts it through
 * {@link relais.voice.Voice}; it never speaks a network protocol, that is the gateway's.
 */
@NullMarked
package relais.voice;

import org.jspecify.annotations.NullMarked;
