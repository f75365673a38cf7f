/** Durable work between roles, ordered per key; PostgreSQL or RabbitMQ behind one contract. */
@NullMarked
package relais.platform.queue;

import org.jspecify.annotations.NullMarked;
