package relais.voice.message;

/** Whether a person must look at a message; stored by ordinal in {@code voice_message.inbox}. */
public enum Inbox {
    NONE,
    OPEN,
    DONE;

    public static Inbox of(int stored) {
        return values()[stored];
    }

    /** Why it is there; stored by ordinal in {@code voice_message.inbox_kind}. */
    public enum Kind {
        NONE,
        UNSOLICITED,
        STORY,
        UNDONE;

        public static Kind of(int stored) {
            return values()[stored];
        }
    }
}
