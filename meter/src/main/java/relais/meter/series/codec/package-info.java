/**
 * Turns the samples of one series into few bytes and back, bit for bit. Called by whoever writes or
 * reads block files; never touches a file and knows no series by name. Bytes:
 * docs/formats/series-block.md.
 */
@NullMarked
package relais.meter.series.codec;

import org.jspecify.annotations.NullMarked;
