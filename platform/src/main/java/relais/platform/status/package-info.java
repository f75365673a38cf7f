/**
 * How the system fares: which roles run where, and how the database and the disk are. app starts a
 * {@link relais.platform.status.Presence} per process; the status page reads. Decides nothing.
 */
@NullMarked
package relais.platform.status;

import org.jspecify.annotations.NullMarked;
