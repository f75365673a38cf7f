/**
 * Contents on their way out: whole, in parts, as archives. Called by the API and by drives; decides
 * nothing about who may.
 */
@NullMarked
package relais.vault.download;

import org.jspecify.annotations.NullMarked;
