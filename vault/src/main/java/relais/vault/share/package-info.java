/**
 * Links by which somebody without an account gets one document: with an end, perhaps a password and
 * a number of times, and a log. Called by the API.
 */
@NullMarked
package relais.vault.share;

import org.jspecify.annotations.NullMarked;
