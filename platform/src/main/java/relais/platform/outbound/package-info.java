/**
 * Where Relais may connect to when somebody else says where. Asked by whoever calls web addresses
 * that people or programs gave; it calls nothing itself.
 */
@NullMarked
package relais.platform.outbound;

import org.jspecify.annotations.NullMarked;
