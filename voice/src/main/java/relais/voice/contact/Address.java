package relais.voice.contact;

/** What stands in the "from" or "to" of a message, or in the number column of a list. */
public sealed interface Address {
    /** A person's number, E.164: '+', country code, number. */
    record Phone(String e164) implements Address {}

    /** A service's short number ("8500"): it can be heard and answered, but is nobody's number. */
    record ShortCode(String digits) implements Address {}

    /** A sender that shows a name instead of a number ("MyBank"): cannot be answered. */
    record Name(String name) implements Address {}

    /** None of these; {@code why} is a sentence for a person. */
    record Unreadable(String raw, String why) implements Address {}

    /** As it is stored in voice_contact.address. */
    default String stored() {
        return switch (this) {
            case Phone phone -> phone.e164();
            case ShortCode code -> code.digits();
            case Name name -> name.name();
            case Unreadable unreadable -> unreadable.raw();
        };
    }
}
