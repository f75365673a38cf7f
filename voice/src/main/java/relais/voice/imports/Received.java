package relais.voice.imports;

/** What became of an upload. */
public sealed interface Received {
    /** It is on disk and being read. */
    record Taken(long id) implements Received {}

    /** It is not a list we can read; nothing of it is kept. */
    record Refused(String code, String detail) implements Received {}
}
