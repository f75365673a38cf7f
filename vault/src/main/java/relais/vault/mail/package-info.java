/**
 * Letters that come by e-mail and belong into dossiers: fetched from one mailbox, filed, and only
 * then put aside there. Called by the vault's jobs; never sends anything.
 */
@NullMarked
package relais.vault.mail;

import org.jspecify.annotations.NullMarked;
