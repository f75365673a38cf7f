package relais.voice.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decides between what was recognised, by kind of poll. */
final class Decision {
    /** Two answers in one text, the first of which counts. */
    private static final double TWO_ANSWERS = 0.7;

    /** Two choices of equal strength: the first one counts, for want of better. */
    private static final double TWO_CHOICES = 0.5;

    private static final double FIRST = 0.95;
    private static final double EARLY = 0.85;
    private static final double LATE = 0.6;
    private static final int EARLY_WORDS = 5;

    private Decision() {}

    /** Longer sequences speak for their words: "pas du tout" is one no, not a negation. */
    static List<Hit> withoutContained(List<Hit> hits) {
        if (hits.size() < 2) {
            return hits;
        }
        List<Hit> kept = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            boolean contained = false;
            for (Hit other : hits) {
                contained |= other.negatable() && hit.negatable() && hit.within(other);
            }
            if (!contained) {
                kept.add(hit);
            }
        }
        return kept;
    }

    /** The first yes or no counts, unless taken back, or joined with its opposite. */
    static Categorised yesNo(List<String> keys, NormalText text, List<Hit> hits) {
        List<Hit> standing = standing(text, hits);
        if (standing.isEmpty()) {
            return hits.isEmpty()
                    ? Categorised.NOTHING
                    : Categorised.undecided("negated:" + detail(hits.getFirst()));
        }
        standing.sort(
                Comparator.comparingInt(Hit::start)
                        .thenComparing(Hit::strength, Comparator.reverseOrder())
                        .thenComparingInt(
                                hit -> hit.category() < 0 ? keys.size() : hit.category()));
        Hit first = standing.getFirst();
        Hit opposite = null;
        for (Hit hit : standing) {
            if (hit.category() != first.category() && hit.start() > first.start()) {
                opposite = hit;
                break;
            }
        }
        List<String> others = others(keys, standing, first.category());
        if (opposite != null && joined(text, first, opposite)) {
            List<String> both = new ArrayList<>(others);
            if (first.category() >= 0) {
                both.addFirst(keys.get(first.category()));
            }
            return Categorised.undecided("contradiction:" + String.join(",", both), both);
        }
        if (first.category() == Hit.UNSURE) {
            return Categorised.undecided("unsure:" + detail(first), others);
        }
        double confidence =
                first.strength() * place(text, first) * (others.isEmpty() ? 1 : TWO_ANSWERS);
        return new Categorised(keys.get(first.category()), others, null, confidence, first.why());
    }

    /** The strongest choice counts; of equally strong ones the first in the text. */
    static Categorised choice(List<String> keys, NormalText text, List<Hit> hits) {
        Hit best = null;
        double strongest = 0;
        boolean rivalled = false;
        List<Hit> standing = standing(text, hits);
        standing.sort(Comparator.comparingInt(Hit::start).thenComparingInt(Hit::category));
        for (Hit hit : standing) {
            double strength = hit.strength() * (hit.negatable() ? place(text, hit) : 1);
            boolean other = best != null && hit.category() != best.category();
            if (best == null || strength > strongest + 0.12) {
                rivalled = false;
                best = hit;
                strongest = strength;
            } else if (other && strength > strongest - 0.12) {
                rivalled = true;
            } else if (!other) {
                strongest = Math.max(strongest, strength);
            }
        }
        if (best == null) {
            return hits.isEmpty()
                    ? Categorised.NOTHING
                    : Categorised.undecided("negated:" + detail(hits.getFirst()));
        }
        return new Categorised(
                keys.get(best.category()),
                others(keys, standing, best.category()),
                null,
                rivalled ? TWO_CHOICES : strongest,
                best.why());
    }

    /** The strongest rule; of equally strong ones the first category in the definition. */
    static Categorised byRule(List<String> keys, List<Hit> hits) {
        Hit best = null;
        for (Hit hit : hits) {
            if (best == null
                    || hit.strength() > best.strength()
                    || hit.strength() == best.strength() && hit.category() < best.category()) {
                best = hit;
            }
        }
        return best == null
                ? Categorised.NOTHING
                : new Categorised(
                        keys.get(best.category()),
                        others(keys, hits, best.category()),
                        null,
                        best.strength(),
                        best.why());
    }

    /** A hit preceded by a negation, at most one word between, is taken back. */
    private static List<Hit> standing(NormalText text, List<Hit> hits) {
        List<Hit> standing = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            if (!hit.negatable() || hit.start() == 0 || !isNegated(text, hit, hits)) {
                standing.add(hit);
            }
        }
        return standing;
    }

    private static boolean isNegated(NormalText text, Hit hit, List<Hit> hits) {
        for (int i = hit.start() - 1; i >= Math.max(0, hit.start() - 2); i--) {
            if (Builtin.NEGATIONS.contains(text.word(i)) && !isInsideLonger(i, hits)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInsideLonger(int word, List<Hit> hits) {
        for (Hit hit : hits) {
            if (hit.negatable()
                    && hit.start() <= word
                    && word < hit.end()
                    && hit.end() - hit.start() > 1) {
                return true;
            }
        }
        return false;
    }

    private static boolean joined(NormalText text, Hit first, Hit second) {
        int gap = second.start() - first.end();
        return gap == 0 || gap == 1 && Builtin.CONNECTORS.contains(text.word(first.end()));
    }

    /** How much the place says: an answer is mostly given alone or first. */
    private static double place(NormalText text, Hit hit) {
        boolean first = true;
        for (int i = 0; i < hit.start(); i++) {
            first &= Everyday.COURTESY.contains(text.word(i));
        }
        if (!first) {
            return hit.start() < EARLY_WORDS ? EARLY : LATE;
        }
        for (int i = hit.end(); i < text.size(); i++) {
            if (!Everyday.COURTESY.contains(text.word(i))) {
                return FIRST;
            }
        }
        return 1;
    }

    private static List<String> others(List<String> keys, List<Hit> hits, int category) {
        boolean[] seen = null;
        for (Hit hit : hits) {
            if (hit.category() != category && hit.category() >= 0) {
                seen = seen == null ? new boolean[keys.size()] : seen;
                seen[hit.category()] = true;
            }
        }
        if (seen == null) {
            return List.of();
        }
        List<String> others = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            if (seen[i]) {
                others.add(keys.get(i));
            }
        }
        return List.copyOf(others);
    }

    private static String detail(Hit hit) {
        return hit.why().substring(hit.why().indexOf(':') + 1);
    }
}
