package relais.meter.promql.expr;

/** The four types of an expression. */
public enum ValueType {
    SCALAR("scalar"),
    VECTOR("instant vector"),
    MATRIX("range vector"),
    STRING("string");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** As error messages say it. */
    public String words() {
        return words;
    }
}
