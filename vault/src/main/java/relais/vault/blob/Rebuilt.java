package relais.vault.blob;

/**
 * What was made again from the store.
 *
 * @param objects that no row knew
 * @param contents found in them, chunks included
 * @param incomplete large contents of which a chunk is missing
 * @param damaged objects in which something could not be read
 */
public record Rebuilt(int objects, int contents, int incomplete, int damaged) {}
