package relais.vault.search;

/**
 * A dossier or document that was found.
 *
 * @param kind {@code dossier} or {@code document}
 * @param number the dossier's
 * @param snippet the place, words found between U+0001 and U+0002
 */
public record Found(
        String kind, long id, long dossierId, String title, String snippet, String number) {}
