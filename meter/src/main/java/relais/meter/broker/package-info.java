/**
 * Where agents push that reach a RabbitMQ and not us: takes what they ask from its queue and
 * answers whoever asked. Called by the facade; it decides nothing, the doorkeeper of {@code
 * collecting} does.
 */
@NullMarked
package relais.meter.broker;

import org.jspecify.annotations.NullMarked;
