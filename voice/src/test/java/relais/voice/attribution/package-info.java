/** Proofs of which poll a reply belongs to. */
@org.jspecify.annotations.NullMarked
package relais.voice.attribution;
