package relais.gateway.message;

/** Which line a message waits in: answers to a person go before mass sending. */
public enum Lane {
    REPLY("reply"),
    BULK("bulk");

    private final String topicPart;

    Lane(String topicPart) {
        this.topicPart = topicPart;
    }

    String topicPart() {
        return topicPart;
    }
}
