/**
 * Looks into contents after they are safe: their text for the search, whether a virus is in them,
 * how many pages can be shown. Never between a person and the yes.
 */
@NullMarked
package relais.vault.text;

import org.jspecify.annotations.NullMarked;
