package relais.meter.alert.delivery;

/**
 * Something one receiver is to be told once.
 *
 * @param id names it for ever, also to its receiver, who can tell a repetition by it
 * @param target number, mail address or web address
 * @param subject of a mail
 * @param body a text, for a webhook JSON
 * @param language {@code fr} or {@code en}
 */
public record Notice(
        long id,
        Medium medium,
        String target,
        String person,
        String subject,
        String body,
        String language) {}
