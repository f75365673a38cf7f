package relais.meter.series.labels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All series by number, from 0, and which of them carry which label. Each text is kept once. Not
 * thread safe: the store guards it.
 */
public final class LabelIndex {

    private final Map<String, Integer> textNumber = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final List<int @Nullable []> series = new ArrayList<>();
    private final Map<Key, Integer> numbers = new HashMap<>();
    private final Map<Integer, Map<Integer, Postings>> byName = new HashMap<>();

    /** Label names and values as numbers of texts, in turn, in the order of the names. */
    private record Key(int[] pairs) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(pairs, key.pairs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(pairs);
        }
    }

    public int size() {
        return series.size();
    }

    /** The number of those labels, or -1. */
    public int find(Labels labels) {
        int[] pairs = new int[labels.byName().size() * 2];
        int at = 0;
        for (Map.Entry<String, String> label : labels.byName().entrySet()) {
            Integer name = textNumber.get(label.getKey());
            Integer value = textNumber.get(label.getValue());
            if (name == null || value == null) {
                return -1;
            }
            pairs[at++] = name;
            pairs[at++] = value;
        }
        return numbers.getOrDefault(new Key(pairs), -1);
    }

    /** Gives the next number to labels that are not there yet. */
    public int add(Labels labels) {
        int[] pairs = new int[labels.byName().size() * 2];
        int at = 0;
        for (Map.Entry<String, String> label : labels.byName().entrySet()) {
            pairs[at++] = number(label.getKey());
            pairs[at++] = number(label.getValue());
        }
        int number = series.size();
        series.add(pairs);
        numbers.put(new Key(pairs), number);
        for (int i = 0; i < pairs.length; i += 2) {
            byName.computeIfAbsent(pairs[i], name -> new HashMap<>())
                    .computeIfAbsent(pairs[i + 1], value -> new Postings())
                    .add(number);
        }
        return number;
    }

    /** Leaves a number out. */
    public int addNone() {
        series.add(null);
        return series.size() - 1;
    }

    /** Takes series out; their texts stay. Numbers that are none already do not count. */
    public void remove(int[] ids) {
        Map<Integer, Set<Integer>> touched = new HashMap<>();
        BitSet gone = new BitSet();
        for (int id : ids) {
            int[] pairs = series.set(id, null);
            if (pairs != null) {
                gone.set(id);
                numbers.remove(new Key(pairs));
                for (int i = 0; i < pairs.length; i += 2) {
                    touched.computeIfAbsent(pairs[i], n -> new HashSet<>()).add(pairs[i + 1]);
                }
            }
        }
        touched.forEach(
                (name, values) -> {
                    Map<Integer, Postings> its = byName.getOrDefault(name, Map.of());
                    for (int value : values) {
                        Postings left = its.get(value);
                        if (left != null && left.remove(gone) == 0) {
                            its.remove(value);
                        }
                    }
                    if (its.isEmpty()) {
                        byName.remove(name);
                    }
                });
    }

    private int number(String text) {
        Integer known = textNumber.putIfAbsent(text, texts.size());
        if (known != null) {
            return known;
        }
        texts.add(text);
        return texts.size() - 1;
    }

    public Labels labels(int number) {
        int[] pairs = pairs(number);
        String[] words = new String[pairs.length];
        Arrays.setAll(words, i -> texts.get(pairs[i]));
        return Labels.of(words);
    }

    /** Sorted. */
    public List<String> names() {
        return byName.keySet().stream().map(texts::get).sorted().toList();
    }

    /** The values that a label has among the series chosen; sorted. */
    public List<String> values(String name, Collection<Matcher> matchers) {
        Integer number = textNumber.get(name);
        Map<Integer, Postings> values = number == null ? null : byName.get(number);
        if (values == null || number == null) {
            return List.of();
        }
        if (matchers.isEmpty()) {
            return values.keySet().stream().map(texts::get).sorted().toList();
        }
        TreeSet<String> found = new TreeSet<>();
        for (int id : select(matchers)) {
            int value = valueOf(id, number);
            if (value >= 0) {
                found.add(texts.get(value));
            }
        }
        return List.copyOf(found);
    }

    /**
     * The series that all matchers choose, ascending.
     *
     * @throws IllegalArgumentException for a pattern that is wrong or takes too long
     */
    public int[] select(Collection<Matcher> matchers) {
        List<Choice> choices = new ArrayList<>();
        int[] candidates = null;
        for (Matcher matcher : matchers) {
            Choice choice = choice(matcher);
            choices.add(choice);
            if (!choice.values.get(0)) {
                int[] those = choice.series();
                if (candidates == null || those.length < candidates.length) {
                    candidates = those;
                }
            }
        }
        if (candidates == null) {
            candidates = IntStream.range(0, series.size()).filter(this::isThere).toArray();
        }
        int kept = 0;
        for (int id : candidates) {
            boolean chosen = true;
            for (int i = 0; i < choices.size() && chosen; i++) {
                chosen = choices.get(i).holds(id);
            }
            if (chosen) {
                candidates[kept++] = id;
            }
        }
        return Arrays.copyOf(candidates, kept);
    }

    private boolean isThere(int id) {
        return series.get(id) != null;
    }

    private int[] pairs(int id) {
        int[] pairs = series.get(id);
        if (pairs == null) {
            throw new NoSuchElementException("series " + id + " is forgotten");
        }
        return pairs;
    }

    private int valueOf(int id, int name) {
        int[] pairs = pairs(id);
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == name) {
                return pairs[i + 1];
            }
        }
        return -1;
    }

    private Choice choice(Matcher matcher) {
        int name = textNumber.getOrDefault(matcher.name(), -1);
        Map<Integer, Postings> postings = byName.getOrDefault(name, Map.of());
        BitSet values =
                switch (matcher) {
                    case Matcher.Equal(String n, String value) -> equal(value);
                    case Matcher.NotEqual(String n, String value) -> not(equal(value), postings);
                    case Matcher.Like(String n, String pattern) -> like(pattern, postings);
                    case Matcher.NotLike(String n, String pattern) ->
                            not(like(pattern, postings), postings);
                };
        return new Choice(name, values, postings);
    }

    private BitSet equal(String value) {
        BitSet chosen = new BitSet();
        if (value.isEmpty()) {
            chosen.set(0);
        } else {
            Integer number = textNumber.get(value);
            if (number != null) {
                chosen.set(number + 1);
            }
        }
        return chosen;
    }

    private BitSet like(String pattern, Map<Integer, Postings> postings) {
        Patience regex = new Patience(pattern);
        BitSet chosen = new BitSet();
        chosen.set(0, regex.matches(""));
        for (int value : postings.keySet()) {
            chosen.set(value + 1, regex.matches(texts.get(value)));
        }
        return chosen;
    }

    private static BitSet not(BitSet chosen, Map<Integer, Postings> postings) {
        BitSet others = new BitSet();
        others.set(0, !chosen.get(0));
        for (int value : postings.keySet()) {
            others.set(value + 1, !chosen.get(value + 1));
        }
        return others;
    }

    /** The values of one label that are wanted: bit 0 for none, else the text's number plus 1. */
    private final class Choice {
        private final int name;
        private final BitSet values;
        private final Map<Integer, Postings> postings;

        Choice(int name, BitSet values, Map<Integer, Postings> postings) {
            this.name = name;
            this.values = values;
            this.postings = postings;
        }

        boolean holds(int id) {
            return values.get(valueOf(id, name) + 1);
        }

        int[] series() {
            List<Postings> lists = new ArrayList<>();
            int size = 0;
            for (int bit = values.nextSetBit(0); bit >= 0; bit = values.nextSetBit(bit + 1)) {
                Postings list = postings.get(bit - 1);
                if (list != null) {
                    lists.add(list);
                    size += list.size();
                }
            }
            int[] all = new int[size];
            int at = 0;
            for (Postings list : lists) {
                for (int i = 0; i < list.size(); i++) {
                    all[at++] = list.get(i);
                }
            }
            if (lists.size() > 1) {
                Arrays.sort(all);
            }
            return all;
        }
    }
}
