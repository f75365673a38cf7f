/** Tests of stop and join words. */
@NullMarked
package relais.voice.stop;

import org.jspecify.annotations.NullMarked;
