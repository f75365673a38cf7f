package relais.vault.document;

/** What a path leads to. */
public sealed interface Node permits Folder, Document {
    long id();

    long dossierId();

    String name();
}
