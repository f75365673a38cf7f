/**
 * What travels between the gateway and the rest of Relais: messages in, messages out and what
 * became of them, as JSON on queue topics. Every module may use it; it computes nothing.
 */
@NullMarked
package relais.gateway.message;

import org.jspecify.annotations.NullMarked;
