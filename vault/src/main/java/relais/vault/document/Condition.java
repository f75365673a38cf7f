package relais.vault.document;

import java.util.Set;

/** What must be so of the document at a path for a content to be put there (RFC 9110, 13.1). */
public sealed interface Condition {
    /** Whatever is there becomes the version before. */
    record Always() implements Condition {}

    /** Nothing is there. */
    record Absent() implements Condition {}

    /** Its content is one of these, by entity tag; none named: any. */
    record Is(Set<String> tags) implements Condition {
        public Is {
            tags = Set.copyOf(tags);
        }
    }

    /** Where the name is taken, the document gets a number: {@code report (2).pdf}. */
    record Beside() implements Condition {}
}
