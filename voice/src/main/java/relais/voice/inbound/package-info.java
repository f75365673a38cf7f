/**
 * What a message from a person means and what follows from it. {@link Decide} is pure; {@link
 * Inbound} loads what it needs and commits what it decided, a batch of one queue partition at a
 * time. This is the hot path: a fixed number of statements a batch, none a message.
 */
@NullMarked
package relais.voice.inbound;

import org.jspecify.annotations.NullMarked;
