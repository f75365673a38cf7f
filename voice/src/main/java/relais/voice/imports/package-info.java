/**
 * Lists of people brought in as CSV or XLSX files of any size: kept on disk first, then read in
 * batches that survive any crash, with a report on every row. Called by the API; a file is read by
 * the process that received it.
 */
@NullMarked
package relais.voice.imports;

import org.jspecify.annotations.NullMarked;
