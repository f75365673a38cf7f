package relais.vault.dav;

/** The name of a property: an XML name in its namespace, which may be empty. */
record Property(String namespace, String name) {
    static final String DAV = "DAV:";

    static Property dav(String name) {
        return new Property(DAV, name);
    }
}
