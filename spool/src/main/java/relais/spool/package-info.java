/**
 * An append-only log on the local disk that answers "stored" only after fsync and forgets only what
 * was acknowledged. Called by whoever must not lose an item between the edge and the centre
 * (gateway, agent); it never looks into a payload and never talks to a network. Bytes:
 * docs/formats/spool.md.
 */
@NullMarked
package relais.spool;

import org.jspecify.annotations.NullMarked;
