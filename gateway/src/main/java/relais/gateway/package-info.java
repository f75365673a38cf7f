/** Relais gateway. */
@org.jspecify.annotations.NullMarked
package relais.gateway;
