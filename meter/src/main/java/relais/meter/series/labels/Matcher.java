package relais.meter.series.labels;

/** Chooses series by one label. A series without the label has the empty value. */
public sealed interface Matcher {

    String name();

    record Equal(String name, String value) implements Matcher {}

    record NotEqual(String name, String value) implements Matcher {}

    /** The whole value matches the java.util.regex pattern. */
    record Like(String name, String pattern) implements Matcher {}

    record NotLike(String name, String pattern) implements Matcher {}
}
