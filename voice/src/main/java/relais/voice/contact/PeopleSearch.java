package relais.voice.contact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Turns what somebody types into conditions on voice_contact c. */
final class PeopleSearch {
    /** More words narrow nothing further. */
    private static final int WORDS = 6;

    private static final int NUMBER_DIGITS_FROM = 3;
    private static final Pattern NUMBER = Pattern.compile("[+()./\\s\\d-]+");
    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> binds = new LinkedHashMap<>();

    PeopleSearch(Handle handle, Sight sight, String q) {
        String digits = q.replaceAll("\\D", "");
        if (NUMBER.matcher(q).matches() && digits.length() >= NUMBER_DIGITS_FROM) {
            number(sight, digits);
        } else {
            words(handle, sight, q);
        }
    }

    List<String> conditions() {
        return conditions;
    }

    Map<String, Object> binds() {
        return binds;
    }

    /** "079 12", "00257 79 12" and "+257 79 12" are all found by their digits. */
    private void number(Sight sight, String digits) {
        if (!sight.numbers()) {
            // Finding by digits would tell what hiding them keeps.
            conditions.add("false");
            return;
        }
        String bare = digits.startsWith("00") ? digits.substring(2) : digits.replaceFirst("^0", "");
        conditions.add("c.search like :digits and c.address like :digits");
        binds.put("digits", "%" + bare + "%");
    }

    private void words(Handle handle, Sight sight, String q) {
        String folded =
                handle.createQuery("select voice_fold(:q)").bind("q", q).mapTo(String.class).one();
        int count = 0;
        for (String word : NOT_A_WORD.split(folded)) {
            if (!word.isEmpty() && count < WORDS) {
                String name = "word" + count++;
                conditions.add("c.search like any(:" + name + ")");
                if (!sight.numbers()) {
                    conditions.add(
                            "voice_fold(concat_ws(' ', c.name, c.place)) like any(:" + name + ")");
                }
                binds.put(name, patterns(NameWords.meant(handle, word)));
            }
        }
    }

    private static String[] patterns(List<String> words) {
        return words.stream().map(word -> "%" + word + "%").toArray(String[]::new);
    }
}
