/** Tests of people: numbers, search, groups, and who may see whom. */
@NullMarked
package relais.voice.contact;

import org.jspecify.annotations.NullMarked;
