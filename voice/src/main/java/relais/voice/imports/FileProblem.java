package relais.voice.imports;

/**
 * The file is not what it says it is, or is damaged; carries a code and a sentence for a person.
 */
final class FileProblem extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    FileProblem(String code, String detail) {
        super(detail);
        this.code = code;
    }

    FileProblem(String code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
