/**
 * What people answered: the live page from counters, the list of answers, and the export. Called by
 * the API; only reads.
 */
@NullMarked
package relais.voice.results;

import org.jspecify.annotations.NullMarked;
