/** Folders of a dossier, their documents and versions. */
@NullMarked
package relais.vault.document;

import org.jspecify.annotations.NullMarked;
