package relais.voice.poll;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where a poll is in its life: a draft can still be changed; a running or paused one is asked and
 * counts its answers (paused only stops the sending); a closed one keeps late replies without
 * counting them.
 */
public enum PollState {
    @JsonProperty("draft")
    DRAFT("draft"),
    @JsonProperty("running")
    RUNNING("running"),
    @JsonProperty("paused")
    PAUSED("paused"),
    @JsonProperty("closed")
    CLOSED("closed");

    private final String key;

    PollState(String key) {
        this.key = key;
    }

    /** Its name in JSON and in the database. */
    public String key() {
        return key;
    }

    /** Whether an answer that arrives now is counted. */
    public boolean counts() {
        return this == RUNNING || this == PAUSED;
    }
}
