/** Proofs of what results show. */
@org.jspecify.annotations.NullMarked
package relais.voice.results;
