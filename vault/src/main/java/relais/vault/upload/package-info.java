/**
 * Contents on their way in: by one request or, over links that break, by many (tus). Called by the
 * API; what becomes of a whole content is for {@code relais.vault.document} to say.
 */
@NullMarked
package relais.vault.upload;

import org.jspecify.annotations.NullMarked;
