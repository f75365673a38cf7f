/** Objects in a bucket of an S3-compatible service. Knows nothing of what the objects are. */
@NullMarked
package relais.vault.store.s3;

import org.jspecify.annotations.NullMarked;
