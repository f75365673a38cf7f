/** Proofs of voice's endpoints, asked over HTTP. */
@org.jspecify.annotations.NullMarked
package relais.voice.api;
