/**
 * Contents of documents, known by their SHA-256: brought in once, given back bit by bit. Knows
 * nothing of documents.
 */
@NullMarked
package relais.vault.blob;

import org.jspecify.annotations.NullMarked;
