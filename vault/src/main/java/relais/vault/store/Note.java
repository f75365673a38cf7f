package relais.vault.store;

import org.jdbi.v3.core.Handle;

/** What a store writes down of an object that has just become durable. */
@FunctionalInterface
public interface Note {
    Note NOTHING = tx -> {};

    void write(Handle tx);
}
