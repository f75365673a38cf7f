package relais.voice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, choices and free texts as people send them. */
final class AnswerKindsTest {
    private final CompiledRules household = Categoriser.compile(SamplePolls.household());
    private final CompiledRules needs = Categoriser.compile(SamplePolls.needs());
    private final CompiledRules concerns = Categoriser.compile(SamplePolls.concerns());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    5                                    | 5
                    nous sommes 7                        | 7
                    2,5                                  | 2.5
                    2.5                                  | 2.5
                    1 500                                | 1500
                    1,500                                | 1500
                    1.500                                | 1500
                    1.500,25                             | 1500.25
                    1,500.25                             | 1500.25
                    0,500                                | 0.5
                    12ans                                | 12
                    5 personnes (cinq)                   | 5
                    5kg                                  | 5
                    -3                                   | -3
                    ٥                                    | 5
                    cinq                                 | 5
                    vingt et un                          | 21
                    vingt-deux                           | 22
                    soixante et onze                     | 71
                    soixante-dix-neuf                    | 79
                    quatre-vingts                        | 80
                    quatre vingt dix neuf                | 99
                    septante-deux                        | 72
                    nonante                              | 90
                    cent                                 | 100
                    twenty five                          | 25
                    one hundred                          | 100
                    fourty                               | 40
                    we are six                           | 6
                    gatanu                               | 5
                    kumi                                 | 10
                    j'ai un enfant                       | 1
                    une famille de 6                     | 6
                    50 pour cent                         | 50
                    moi et 4 enfants                     | 4
                    2 ou 3                               |
                    20-30                                |
                    beaucoup                             |
                    b4                                   |
                    79123456789012                       |
                    5 6                                  |
                    3/4                                  |
                    """)
    void oneNumberAnywhereIsTheAnswer(String text, BigDecimal number) {
        Categorised said = household.categorise(text, "fr");
        if (number == null) {
            assertThat(said.number()).as("%s → %s", text, said).isNull();
            assertThat(said.answers()).isFalse();
        } else {
            assertThat(said.number()).as("%s → %s", text, said).isEqualByComparingTo(number);
        }
    }

    @Test
    void severalNumbersAreSaidToBeSeveral() {
        assertThat(household.categorise("2 ou 3", "fr").decidedBy()).isEqualTo("several-numbers:2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1                                    | water
                    2.                                   | school
                    option 3                             | health
                    Choix 4                              | road
                    le numero 2                          | school
                    deux                                 | school
                    B                                    | school
                    b)                                   | school
                    réponse C                            | health
                    la premiere                          | water
                    le dernier                           | road
                    la deuxième                          | school
                    last                                 | road
                    Eau potable                          | water
                    eau potabel                          | water
                    potable                              | water
                    ECOLE                                | school
                    ecolle                               | school
                    sante                                | health
                    la santé svp                         | health
                    une route                            | road
                    2 ecole                              | school
                    5                                    |
                    rien                                 |
                    il a plu                             |
                    pas la route                         |
                    """)
    void aChoiceIsMadeByNumberLetterNameOrPlace(String text, String category) {
        Categorised said = needs.categorise(text, "fr");
        assertThat(said.category()).as("%s → %s", text, said).isEqualTo(category);
    }

    @Test
    void twoChoicesCountTheFirstWithLittleConfidence() {
        Categorised said = needs.categorise("1 et 3", "fr");
        assertThat(said.category()).isEqualTo("water");
        assertThat(said.alsoMatched()).containsExactly("health");
        assertThat(said.confidence()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    il manque des medicaments            | health | word:medicaments
                    Médicamments                         | health | typo:medicaments~medicamments
                    le centre de santé est loin          | health | phrase:centre de sante
                    amagara                              | health | word:amagara
                    éducation des filles                 | school | prefix:educ
                    plus d'écoles                        | school | regex:\\becoles?\\b
                    la route                             |        | none
                    """)
    void freeTextsAreSortedByTheAuthorsRules(String text, String category, String why) {
        Categorised said = concerns.categorise(text, "fr");
        assertThat(said.category()).as("%s → %s", text, said).isEqualTo(category);
        assertThat(said.decidedBy()).isEqualTo(why);
    }

    @Test
    void ofTwoEquallyGoodCategoriesTheFirstCountsAndTheOtherIsNamed() {
        Categorised said = concerns.categorise("educ et médicaments", "fr");
        assertThat(said.category()).isEqualTo("health");
        assertThat(said.alsoMatched()).containsExactly("school");
    }

    @Test
    void aRuleForAnotherLanguageIsTrustedLess() {
        double own = concerns.categorise("amagara", "rn").confidence();
        assertThat(concerns.categorise("amagara", "fr").confidence()).isLessThan(own);
    }

    @Test
    void aFreeTextIsNeverAStoryBesideItself() {
        assertThat(concerns.storyIn("il manque des enseignants et des livres partout ?").present())
                .isFalse();
    }
}
