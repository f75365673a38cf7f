/**
 * The store's files: the log of what was appended, the names of series, sealed blocks, and the
 * manifest that says which of them count. Called by the series store alone; it decides nothing
 * about samples. Bytes: docs/formats/series-store.md and series-block.md.
 */
@NullMarked
package relais.meter.series.files;

import org.jspecify.annotations.NullMarked;
