/** Relais voice. */
@org.jspecify.annotations.NullMarked
package relais.voice;
