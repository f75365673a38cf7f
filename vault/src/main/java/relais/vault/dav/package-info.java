/**
 * WebDAV, class 2 (RFC 4918): dossiers as a drive that file managers mount. Speaks of paths and
 * properties; what happens to documents is decided in {@code document}, who may in {@code access}.
 */
@NullMarked
package relais.vault.dav;

import org.jspecify.annotations.NullMarked;
