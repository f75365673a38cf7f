/** Messages of people in dossiers, and answers from there; what they say stays with voice. */
@NullMarked
package relais.vault.conversation;

import org.jspecify.annotations.NullMarked;
