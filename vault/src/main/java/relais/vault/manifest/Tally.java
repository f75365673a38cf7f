package relais.vault.manifest;

import java.util.ArrayList;
import java.util.List;
import relais.vault.blob.Rebuilt;

/** Counts what comes back. */
final class Tally {
    /** Named; more of them are only logged. */
    private static final int NAMED = 1_000;

    private int types;
    private int dossiers;
    private int present;
    private int documents;
    private int versions;
    private final List<String> lost = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    void type() {
        types++;
    }

    void dossier(int documentsIn, int versionsIn) {
        dossiers++;
        documents += documentsIn;
        versions += versionsIn;
    }

    void present() {
        present++;
    }

    void lost(String what) {
        add(lost, what);
    }

    void unreadable(String manifest) {
        add(refused, manifest + ": cannot be read");
    }

    void refused(Subject subject, Exception why) {
        add(
                refused,
                subject.kind().name().toLowerCase(java.util.Locale.ROOT)
                        + " "
                        + subject.id()
                        + ": "
                        + why.getMessage());
    }

    private static void add(List<String> to, String what) {
        if (to.size() < NAMED) {
            to.add(what);
        }
    }

    Report report(Rebuilt contents, Nameless nameless) {
        return new Report(
                contents,
                types,
                dossiers,
                present,
                documents,
                versions,
                List.copyOf(lost),
                List.copyOf(refused),
                nameless.contents(),
                nameless.bytes());
    }
}
