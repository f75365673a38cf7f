/**
 * The characters of a short message: GSM 03.38 (3GPP TS 23.038) and UCS-2, and how a text is cut
 * into parts. Called by every channel and by the preview; it only computes and never fails: what
 * cannot be read becomes U+FFFD.
 */
@org.jspecify.annotations.NullMarked
package relais.gateway.text;
