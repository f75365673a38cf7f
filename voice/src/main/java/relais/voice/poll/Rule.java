package relais.voice.poll;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way of recognising a category.
 *
 * @param language whose texts it is written for (ISO 639); null for all
 * @param typos whether small typing errors are forgiven (word and phrase only)
 */
public record Rule(@Nullable String language, RuleKind kind, String pattern, boolean typos) {
    /** Long enough for a list of alternatives, short enough to be read by a person. */
    public static final int PATTERN_LIMIT = 200;

    /**
     * Instructions of one compiled expression. RE2 takes time in text × program, and texts are cut
     * at {@link #SEARCHED_CHARACTERS} for it, so that this and {@link DefinitionCheck}'s sum over a
     * poll bound the time: some 20 ms for the worst poll with the worst text, microseconds for real
     * ones.
     */
    public static final int PROGRAM_LIMIT = 500;

    /** How much of a text an expression is searched in: four segments. */
    public static final int SEARCHED_CHARACTERS = 612;

    /** An expression is compared without accents; case is ignored, so that classes like \W stay. */
    public Pattern expression() {
        return Pattern.compile(Folding.withoutMarks(pattern), Pattern.CASE_INSENSITIVE);
    }

    /** What is wrong with the pattern, as code and sentence; empty when it can be used. */
    @JsonIgnore
    Optional<DefinitionProblem> problemAt(String field) {
        if (pattern.isBlank()) {
            return Optional.of(
                    new DefinitionProblem(field, "pattern-empty", "write a word or a pattern"));
        }
        if (pattern.length() > PATTERN_LIMIT) {
            return Optional.of(
                    new DefinitionProblem(
                            field,
                            "pattern-too-long",
                            "at most " + PATTERN_LIMIT + " characters; split it into rules"));
        }
        if (kind == RuleKind.REGEX) {
            return regexProblem(field);
        }
        if (Folding.words(pattern).isEmpty()) {
            return Optional.of(
                    new DefinitionProblem(
                            field, "pattern-without-word", "needs at least one letter or digit"));
        }
        if (kind == RuleKind.WORD && Folding.words(pattern).size() > 1) {
            return Optional.of(
                    new DefinitionProblem(
                            field, "pattern-not-one-word", "several words: make it a phrase"));
        }
        return Optional.empty();
    }

    private Optional<DefinitionProblem> regexProblem(String field) {
        try {
            Pattern compiled = expression();
            if (compiled.programSize() > PROGRAM_LIMIT) {
                return Optional.of(
                        new DefinitionProblem(
                                field, "regex-too-large", "repeat less or split it into rules"));
            }
            if (compiled.matcher("").find()) {
                return Optional.of(
                        new DefinitionProblem(
                                field,
                                "regex-matches-nothing",
                                "it matches the empty text, hence every text"));
            }
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(
                    new DefinitionProblem(
                            field, "regex-wrong", e.getDescription() + ": " + e.getPattern()));
        }
    }
}
