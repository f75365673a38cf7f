package relais.gateway.text;

/**
 * How a text travels, with the room of one part in units: septets for GSM-7, UTF-16 code units for
 * UCS-2 (3GPP TS 23.040 §9.2.3.24.1: 140 octets, less the user data header of a concatenated part).
 */
public enum Encoding {
    /** Default alphabet and its extension table, 3GPP TS 23.038 §6.2.1. */
    GSM7("GSM-7", 0, 160, 153, 152),
    /** UTF-16BE; handsets of today show surrogate pairs too. */
    UCS2("UCS-2", 8, 70, 67, 66);

    private final String label;
    private final int dataCoding;
    private final int single;
    private final int partWithByteReference;
    private final int partWithShortReference;

    Encoding(String label, int dataCoding, int single, int withByte, int withShort) {
        this.label = label;
        this.dataCoding = dataCoding;
        this.single = single;
        this.partWithByteReference = withByte;
        this.partWithShortReference = withShort;
    }

    /** The name people know, as in the API: "GSM-7" or "UCS-2". */
    public String label() {
        return label;
    }

    /** SMPP's data_coding (SMPP 3.4 §5.2.19). */
    public int dataCoding() {
        return dataCoding;
    }

    /** Units that fit into a message of one part. */
    public int single() {
        return single;
    }

    /** Units that fit into each part of a longer message. */
    public int part(Concatenation concatenation) {
        return switch (concatenation) {
            case BYTE_REFERENCE -> partWithByteReference;
            case SHORT_REFERENCE -> partWithShortReference;
        };
    }
}
