/**
 * Releases a running poll's questions at the pace of its channel, outside quiet hours, stoppable at
 * any moment: only about two seconds' worth is ever out of its hands.
 */
@NullMarked
package relais.voice.sending;

import org.jspecify.annotations.NullMarked;
