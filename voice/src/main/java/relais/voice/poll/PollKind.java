package relais.voice.poll;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What sort of answer a poll asks for; also its form in the table {@code voice_poll}. */
public enum PollKind {
    @JsonProperty("yes_no")
    YES_NO("yes_no"),
    @JsonProperty("multiple_choice")
    MULTIPLE_CHOICE("multiple_choice"),
    @JsonProperty("numeric")
    NUMERIC("numeric"),
    @JsonProperty("free_text")
    FREE_TEXT("free_text");

    private final String key;

    PollKind(String key) {
        this.key = key;
    }

    /** Its name in JSON and in the database. */
    public String key() {
        return key;
    }
}
