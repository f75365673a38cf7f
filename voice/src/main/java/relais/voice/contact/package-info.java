/**
 * The people we talk with: their numbers, what is known of them, the groups they are in, and who of
 * our users may see whom. Called by the API, imports, inbox and sending; it never sends anything.
 */
@NullMarked
package relais.voice.contact;

import org.jspecify.annotations.NullMarked;
