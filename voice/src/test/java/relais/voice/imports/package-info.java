/** Tests of lists of people: what files say, what they must not say, and crashes in between. */
@NullMarked
package relais.voice.imports;

import org.jspecify.annotations.NullMarked;
