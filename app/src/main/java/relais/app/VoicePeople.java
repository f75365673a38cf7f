package relais.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.access.Outcome;
import relais.vault.contact.Contacts;
import relais.vault.contact.Conversations;
import relais.voice.Voice;
import relais.voice.contact.PeoplePermissions;
import relais.voice.contact.Sight;
import relais.voice.inbox.Talk;
import relais.voice.inbox.Written;

/** Voice's people and messages for the vault, each as its caller may see them. */
final class VoicePeople implements Contacts, Conversations {
    private final Voice voice;

    VoicePeople(Voice voice) {
        this.voice = voice;
    }

    @Override
    public Map<Long, String> names(Caller caller, Set<Long> contacts) {
        Sight sight = Sight.of(caller);
        Map<Long, String> names = new HashMap<>();
        if (!caller.may(PeoplePermissions.READ)) {
            return names;
        }
        for (long contact : contacts) {
            voice.contacts()
                    .find(sight, contact)
                    .ifPresent(
                            person -> names.put(contact, shown(person.name(), person.address())));
        }
        return names;
    }

    private static String shown(@Nullable String name, String address) {
        return name == null || name.isBlank() ? address : name;
    }

    @Override
    public List<Message> these(Caller caller, Set<Long> messages) {
        if (!caller.may(PeoplePermissions.READ)) {
            return List.of();
        }
        return voice.conversation().these(Sight.of(caller), messages).stream()
                .map(said -> message(said.contactId(), said.talk()))
                .toList();
    }

    @Override
    public List<Message> with(Caller caller, long contact, int limit) {
        if (!caller.may(PeoplePermissions.READ)) {
            return List.of();
        }
        return voice
                .conversation()
                .with(Sight.of(caller), contact, 0, limit)
                .orElse(List.of())
                .stream()
                .map(talk -> message(contact, talk))
                .toList();
    }

    private static Message message(long contact, Talk talk) {
        return new Message(
                talk.id(), contact, talk.direction(), talk.text(), talk.at(), talk.status());
    }

    @Override
    public Outcome send(Caller caller, long contact, String text) {
        if (!caller.may(PeoplePermissions.INBOX_REPLY)) {
            return new Outcome.Refused(403, "not-permitted", null, "you may not write to people");
        }
        return switch (voice.conversation().send(caller, contact, text, null)) {
            case Written.Ok(long message) -> new Outcome.Ok(message);
            case Written.Missing missing -> new Outcome.Missing();
            case Written.Refused(String code, String detail) ->
                    new Outcome.Refused(422, code, null, detail);
        };
    }
}
