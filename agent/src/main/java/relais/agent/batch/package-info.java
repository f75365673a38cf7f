/**
 * The bytes of docs/formats/agent-batch.md: sheets in the agent's spool and batches on the wire.
 * Used by the agent to encode and by the collector to decode; it never decides what a reading
 * means.
 */
@NullMarked
package relais.agent.batch;

import org.jspecify.annotations.NullMarked;
