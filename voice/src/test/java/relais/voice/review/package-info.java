/** Proofs of what people decide about answers. */
@org.jspecify.annotations.NullMarked
package relais.voice.review;
