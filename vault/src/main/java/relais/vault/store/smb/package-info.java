/** Objects on an SMB share (SMB 2 and 3, MS-SMB2). Knows nothing of what the objects are. */
@NullMarked
package relais.vault.store.smb;

import org.jspecify.annotations.NullMarked;
