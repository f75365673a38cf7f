/**
 * What a channel is: its settings, the contract every kind of line fulfils, and what it says of
 * itself. The outgoing side and the facade call it, each kind of line implements it; it opens no
 * connection itself.
 */
@NullMarked
package relais.gateway.channel;

import org.jspecify.annotations.NullMarked;
