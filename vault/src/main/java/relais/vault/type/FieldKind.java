package relais.vault.type;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a field of a dossier holds. */
public enum FieldKind {
    /** One line. */
    @JsonProperty("text")
    TEXT,
    @JsonProperty("longtext")
    LONGTEXT,
    @JsonProperty("number")
    NUMBER,
    /** ISO 8601, a day. */
    @JsonProperty("date")
    DATE,
    @JsonProperty("boolean")
    BOOLEAN,
    /** One choice's key. */
    @JsonProperty("choice")
    CHOICE,
    /** A list of choices' keys. */
    @JsonProperty("choices")
    CHOICES,
    /** A contact's number. */
    @JsonProperty("person")
    PERSON,
    @JsonProperty("phone")
    PHONE,
    @JsonProperty("email")
    EMAIL;

    boolean isText() {
        return this == TEXT || this == LONGTEXT || this == PHONE || this == EMAIL;
    }

    boolean isChosen() {
        return this == CHOICE || this == CHOICES;
    }
}
