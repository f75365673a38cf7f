/** What is to be done in dossiers, by whom and until when. */
@NullMarked
package relais.vault.task;

import org.jspecify.annotations.NullMarked;
