package relais.vault.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private final List<String> older = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    void type() {
        types++;
    }

    void dossier(int documentsIn, int versionsIn) {
        dossiers++;
        documents(documentsIn, versionsIn);
    }

    void documents(int more, int moreVersions) {
        documents += more;
        versions += moreVersions;
    }

    void present() {
        present++;
    }

    void lost(String what) {
        add(lost, what);
    }

    void elsewhere(String what) {
        add(elsewhere, what);
    }

    /** It came back from {@code manifests.get(at)}, as those before could not be taken. */
    void older(Subject subject, List<Heads.Found> manifests, int at, List<String> wrong) {
        add(
                older,
                "%s as of %s; not as of %s: %s"
                        .formatted(
                                name(subject),
                                manifests.get(at).at(),
                                manifests.getFirst().at(),
                                wrong.getFirst()));
    }

    void unreadable(String manifest) {
        add(refused, "manifest " + manifest + ": cannot be read");
    }

    void refused(Subject subject, String why) {
        add(refused, name(subject) + ": " + why);
    }

    private static String name(Subject subject) {
        return subject.kind().name().toLowerCase(Locale.ROOT) + " " + subject.id();
    }

    private static void add(List<String> to, String what) {
        if (to.size() < NAMED) {
            to.add(what);
        }
    }

    Report report(Rebuilt contents, Nameless nameless, Known database, List<Known> others) {
        return new Report(
                contents,
                types,
                dossiers,
                present,
                documents,
                versions,
                List.copyOf(lost),
                List.copyOf(older),
                List.copyOf(elsewhere),
                List.copyOf(refused),
                nameless.contents(),
                nameless.bytes(),
                database,
                others);
    }
}
