/**
 * Finds dossiers and documents by words, French or English, accents folded, typos forgiven. Written
 * to in the transactions that change what is found; never decides who may see what.
 */
@NullMarked
package relais.vault.search;

import org.jspecify.annotations.NullMarked;
