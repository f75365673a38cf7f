package relais.vault.document;

import java.util.ArrayList;
import java.util.List;

/** Where something lies in its dossier; no names at all is the dossier's top. */
public record DocumentPath(List<DocumentName> names) {
    /** Deeper than any share that people made by hand, shallow enough for one statement. */
    static final int DEEPEST = 40;

    public static final DocumentPath TOP = new DocumentPath(List.of());

    public DocumentPath {
        names = List.copyOf(names);
        if (names.size() > DEEPEST) {
            throw new IllegalArgumentException("folders go " + DEEPEST + " deep at most");
        }
    }

    /**
     * Reads {@code /a/b.pdf}; a slash more at either end changes nothing. Throws
     * IllegalArgumentException saying what is wrong.
     */
    public static DocumentPath parse(String text) {
        List<DocumentName> names = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            if (!part.isEmpty()) {
                names.add(DocumentName.of(part));
            }
        }
        return new DocumentPath(names);
    }

    public boolean isTop() {
        return names.isEmpty();
    }

    /** The folder it lies in; of the top it is the top. */
    public DocumentPath parent() {
        return isTop() ? this : new DocumentPath(names.subList(0, names.size() - 1));
    }

    /** Throws for the top, which has none. */
    public DocumentName name() {
        return names.getLast();
    }

    public DocumentPath child(DocumentName name) {
        List<DocumentName> all = new ArrayList<>(names);
        all.add(name);
        return new DocumentPath(all);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        names.forEach(name -> text.append('/').append(name.text()));
        return text.isEmpty() ? "/" : text.toString();
    }
}
