package relais.platform.http;

import relais.platform.identity.Permission;

/** Who may call a route. There is no default: every route says one of these. */
public sealed interface Access {
    /** Anyone, signed in or not; {@code why} says the reason, for the reader and the audit. */
    record Open(String why) implements Access {}

    /** Anyone signed in: things about oneself. */
    record SignedIn() implements Access {}

    /** Those to whom a group or token grants {@code permission}. */
    record Needs(Permission permission) implements Access {}
}
