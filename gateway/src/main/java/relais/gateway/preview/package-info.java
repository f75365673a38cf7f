/**
 * What a text will cost before it is sent: encoding, segments, the characters that make it dear and
 * an offer to write them otherwise. Called by the text preview endpoint and by voice's estimates;
 * it only computes.
 */
@org.jspecify.annotations.NullMarked
package relais.gateway.preview;
