package relais.vault.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What somebody may do with a dossier, each including those before it. */
public enum Level {
    @JsonProperty("none")
    NONE,
    @JsonProperty("read")
    READ,
    @JsonProperty("write")
    WRITE,
    @JsonProperty("manage")
    MANAGE;

    public boolean allows(Level wanted) {
        return compareTo(wanted) >= 0;
    }
}
