/**
 * The table of messages, in and out: how a batch of rows gets in, and what its small numbers mean.
 * Features write through it; it decides nothing.
 */
@NullMarked
package relais.voice.message;

import org.jspecify.annotations.NullMarked;
