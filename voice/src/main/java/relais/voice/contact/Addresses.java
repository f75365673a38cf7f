package relais.voice.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as people and providers write them, in the light of one country: with or without
 * its code, with spaces, zeros and brackets. Remembers the latest, for the inbound path asks about
 * the same people again and again. Thread-safe.
 */
public final class Addresses {
    /** ITU-T E.164: at most 15 digits; below 7 no country has full numbers. */
    private static final int E164_DIGITS_MIN = 7;

    private static final int E164_DIGITS_MAX = 15;

    /** 3GPP TS 23.040 §9.1.2.5: 11 GSM characters; some providers pass a few more on. */
    private static final int NAME_LIMIT = 20;

    /** ITU-T E.164 leaves national short codes to each country; none uses more than 6 digits. */
    private static final int SHORT_CODE_DIGITS = 6;

    /** What people type around a number; longer is not a number. */
    private static final int RAW_LIMIT = 40;

    /** Power of two; about a megabyte of strings when full. */
    private static final int REMEMBERED = 8_192;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final AtomicReferenceArray<@Nullable Known> known =
            new AtomicReferenceArray<>(REMEMBERED);
    private final String country;

    private record Known(String raw, Address address) {}

    /**
     * Reads numbers without a country code as {@code country}'s.
     *
     * @param country ISO 3166-1 alpha-2, such as BI
     */
    public Addresses(String country) {
        if (numbers.getCountryCodeForRegion(country) == 0) {
            throw new IllegalArgumentException("not a country with telephone numbers: " + country);
        }
        this.country = country;
    }

    /** Whether {@link #Addresses} takes it. */
    public static boolean isCountry(String country) {
        return PhoneNumberUtil.getInstance().getCountryCodeForRegion(country) != 0;
    }

    /** What {@code raw} is. */
    public Address read(String raw) {
        if (isE164(raw)) {
            return new Address.Phone(raw);
        }
        int slot = (raw.hashCode() ^ (raw.hashCode() >>> 16)) & (REMEMBERED - 1);
        Known before = known.get(slot);
        if (before != null && before.raw().equals(raw)) {
            return before.address();
        }
        Address address = parse(raw.strip());
        if (raw.length() <= RAW_LIMIT) {
            known.set(slot, new Known(raw, address));
        }
        return address;
    }

    private static boolean isE164(String raw) {
        int digits = raw.length() - 1;
        if (digits < E164_DIGITS_MIN || digits > E164_DIGITS_MAX || raw.charAt(0) != '+') {
            return false;
        }
        for (int i = 1; i <= digits; i++) {
            char c = raw.charAt(i);
            if (c < (i == 1 ? '1' : '0') || c > '9') {
                return false;
            }
        }
        return true;
    }

    private Address parse(String raw) {
        if (raw.isEmpty()) {
            return new Address.Unreadable(raw, "no number");
        }
        if (raw.length() > RAW_LIMIT) {
            return new Address.Unreadable(raw.substring(0, RAW_LIMIT), "too long for a number");
        }
        int letters = 0;
        int digits = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (Character.isISOControl(c)) {
                return new Address.Unreadable(raw, "holds control characters");
            }
            letters += Character.isLetter(c) ? 1 : 0;
            digits += Character.isDigit(c) ? 1 : 0;
        }
        if (letters > 0) {
            return raw.length() <= NAME_LIMIT
                    ? new Address.Name(raw)
                    : new Address.Unreadable(raw, "holds letters");
        }
        if (digits <= SHORT_CODE_DIGITS && raw.chars().allMatch(Character::isDigit)) {
            return new Address.ShortCode(raw);
        }
        return number(raw, digits);
    }

    private Address number(String raw, int digits) {
        PhoneNumber national = possible(raw, country);
        if (national == null && digits >= E164_DIGITS_MIN && !raw.startsWith("+")) {
            // A provider's international form without its '+'.
            national = possible("+" + raw, country);
        }
        String e164 = national == null ? "" : numbers.format(national, PhoneNumberFormat.E164);
        if (isE164(e164)) {
            return new Address.Phone(e164);
        }
        return new Address.Unreadable(
                raw,
                digits == 0
                        ? "no digits"
                        : "not a number of " + country + ", nor one with a country code");
    }

    private @Nullable PhoneNumber possible(String raw, String region) {
        try {
            PhoneNumber number = numbers.parse(raw, region);
            return numbers.isPossibleNumber(number) ? number : null;
        } catch (NumberParseException e) {
            return null;
        }
    }
}
