/**
 * The way between agents and the centre over RabbitMQ: a question to a queue, an answer to whoever
 * asked. The agent finds it through ServiceLoader when its jar is there; the collector uses the
 * same words. It never looks into a batch, and nothing at the broker needs to last.
 */
@NullMarked
package relais.amqp;

import org.jspecify.annotations.NullMarked;
