/**
 * The bytes of objects: entries sealed with a key each, alone or several in an object (see
 * docs/formats/blob.md). Called by the contents; never touches a store, a database or a clock.
 */
@NullMarked
package relais.vault.blob.seal;

import org.jspecify.annotations.NullMarked;
