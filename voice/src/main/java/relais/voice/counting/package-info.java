/**
 * Which one answer of a person counts, and the live counters that follow from it. Called by inbound
 * and by every change a person makes, so that counters always equal a count from scratch. Never
 * decides what an answer means.
 */
@NullMarked
package relais.voice.counting;

import org.jspecify.annotations.NullMarked;
