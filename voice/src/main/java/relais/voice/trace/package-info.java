/**
 * Tells one message's story: received, which rule decided what, what was answered, what became of
 * each part. Called by the API; reads only.
 */
@NullMarked
package relais.voice.trace;

import org.jspecify.annotations.NullMarked;
