package relais.voice.poll;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a rule's pattern is compared with a text. */
public enum RuleKind {
    /** One word, anywhere in the text. */
    @JsonProperty("word")
    WORD,
    /** Several words in this order, next to each other, anywhere in the text. */
    @JsonProperty("phrase")
    PHRASE,
    /** The text begins so; the pattern's last word may be only the start of one. */
    @JsonProperty("prefix")
    PREFIX,
    /** An RE2 expression found in the text, without accents and whatever its case. */
    @JsonProperty("regex")
    REGEX
}
