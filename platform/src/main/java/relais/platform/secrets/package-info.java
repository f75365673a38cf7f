/**
 * Encryption at rest of what must be shown again (channel passwords, TOTP secrets), with a key kept
 * outside the database. What only needs comparing is hashed by its owner and never comes here.
 */
@NullMarked
package relais.platform.secrets;

import org.jspecify.annotations.NullMarked;
