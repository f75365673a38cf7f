/** Who may do what with which dossier. Asked by every other room; asks nobody. */
@NullMarked
package relais.vault.access;

import org.jspecify.annotations.NullMarked;
