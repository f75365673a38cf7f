/** Proofs of what a poll may be and how it lives. */
@org.jspecify.annotations.NullMarked
package relais.voice.poll;
