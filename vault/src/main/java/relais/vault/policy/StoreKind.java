package relais.vault.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a store is made of; the nearer come first. */
public enum StoreKind {
    @JsonProperty("folder")
    FOLDER,
    @JsonProperty("smb")
    SMB,
    @JsonProperty("s3")
    S3;

    /** As the database and the API have it. */
    public String key() {
        return switch (this) {
            case FOLDER -> "folder";
            case SMB -> "smb";
            case S3 -> "s3";
        };
    }

    static StoreKind of(String key) {
        for (StoreKind kind : values()) {
            if (kind.key().equals(key)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no such kind of store: " + key);
    }
}
