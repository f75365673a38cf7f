package relais.platform.http;

/**
 * Answers one request. Blocking code on a virtual thread; wrong input is a {@link Answer.Refused}.
 */
@FunctionalInterface
public interface Endpoint {
    Answer answer(Request request) throws Exception;
}
