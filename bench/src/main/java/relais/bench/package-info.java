/** Relais bench. */
@org.jspecify.annotations.NullMarked
package relais.bench;
