package relais.gateway.text;

/** Which user data header joins the parts of a long message (3GPP TS 23.040 §9.2.3.24). */
public enum Concatenation {
    /** Element 00: reference of 8 bits, header of 6 octets. The usual one; SAR TLVs become this. */
    BYTE_REFERENCE,
    /** Element 08: reference of 16 bits, header of 7 octets. */
    SHORT_REFERENCE
}
