package relais.platform.http;

/** Ends a request from within the reading of its input; caught where the request is answered. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.detail(), null, false, false); // expected input: no stack trace to pay for
        this.problem = problem;
    }

    Refusal(int status, String code, String detail) {
        this(new Problem(status, code, detail));
    }

    Problem problem() {
        return problem;
    }
}
