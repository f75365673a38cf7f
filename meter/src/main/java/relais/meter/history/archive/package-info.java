/**
 * Files in which other programs keep what they measured: RRDtool's, rrd4j's and Whisper's. Reads
 * their bytes into courses and unfolds those into samples. Called by the intake of history and by
 * the command that brings it. Pure: it opens no file, and whatever the bytes are, reading ends with
 * a value.
 */
@NullMarked
package relais.meter.history.archive;

import org.jspecify.annotations.NullMarked;
