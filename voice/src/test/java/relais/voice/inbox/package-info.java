/** Tests of the inbox: list, search, answering. */
@NullMarked
package relais.voice.inbox;

import org.jspecify.annotations.NullMarked;
