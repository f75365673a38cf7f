/** Pictures of pages, drawn when somebody looks. Called by the API. */
@NullMarked
package relais.vault.preview;

import org.jspecify.annotations.NullMarked;
