package relais.vault.blob;

/**
 * What a slice of verification found.
 *
 * @param bytes read
 * @param damaged objects that are wrong and could not be mended
 */
public record Scrubbed(int objects, long bytes, int damaged) {}
