/** Proofs of how answers are understood. */
@org.jspecify.annotations.NullMarked
package relais.voice.rules;
