package relais.app;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.platform.identity.Caller;
import relais.vault.access.Outcome;
import relais.vault.contact.Contacts;
import relais.vault.contact.Conversations;
import relais.voice.Voice;
import relais.voice.contact.PeoplePermissions;
import relais.voice.contact.PersonForm;
import relais.voice.contact.Saved;
import relais.voice.contact.Sight;
import relais.voice.inbox.Talk;
import relais.voice.inbox.Written;

/** Voice's people and messages for the vault, each as its caller may see them. */
final class VoicePeople implements Contacts, Conversations {
    /** Manifests name everybody, and who comes back is written down by nobody in particular. */
    private static final Caller ITSELF =
            new Caller(
                    0,
                    "rebuilt",
                    Set.of(
                            PeoplePermissions.READ,
                            PeoplePermissions.EDIT,
                            PeoplePermissions.SEE_NUMBERS),
                    true,
                    Set.of(),
                    Locale.ROOT);

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

    @Override
    public Map<Long, Card> cards(Set<Long> contacts) {
        Map<Long, Card> cards = new HashMap<>();
        for (long contact : contacts) {
            voice.contacts()
                    .find(Sight.of(ITSELF), contact)
                    .ifPresent(
                            person ->
                                    cards.put(
                                            contact,
                                            new Card(
                                                    person.name(),
                                                    person.address(),
                                                    person.language())));
        }
        return cards;
    }

    @Override
    public Optional<Long> bring(Card card) {
        Optional<Long> there = voice.contacts().called(card.address());
        if (there.isPresent()) {
            return there;
        }
        PersonForm form =
                new PersonForm(card.name(), card.address(), card.language(), null, null, null);
        return voice.contacts().create(ITSELF, form) instanceof Saved.Ok(long id)
                ? Optional.of(id)
                : Optional.empty();
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
