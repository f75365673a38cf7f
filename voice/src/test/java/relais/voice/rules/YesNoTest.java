package relais.voice.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.voice.rules.SamplePolls.category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relais.voice.poll.PollKind;

/** What people send when asked a yes/no question; language, text, category (or nothing). */
final class YesNoTest {
    private final CompiledRules rules = Categoriser.compile(SamplePolls.water());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # French
                    fr | oui                                | yes
                    fr | OUI!!!                             | yes
                    fr | Ouii                               | yes
                    fr | ouiiiiii                           | yes
                    fr | ouais                              | yes
                    fr | oiu                                | yes
                    fr | oui merci                          | yes
                    fr | Bonjour, oui                       | yes
                    fr | Bien sûr                           | yes
                    fr | Tout à fait                        | yes
                    fr | d’accord                           | yes
                    fr | Évidemment que oui                 | yes
                    fr | absolumnet                         | yes
                    fr | o                                  | yes
                    fr | non                                | no
                    fr | NON.                               | no
                    fr | nooon                              | no
                    fr | nno                                | no
                    fr | nan                                | no
                    fr | jamais                             | no
                    fr | jamaiss                            | no
                    fr | pas du tout                        | no
                    fr | Bien sûr que non                   | no
                    fr | absolument pas                     | no
                    fr | non, ma soeur dit oui              | no
                    fr | je ne suis pas d'accord            | no
                    fr | n                                  | no
                    fr | Non pas encore                     | no
                    fr | on n'a rien ici non                | no
                    # negation care
                    fr | pas oui                            |
                    fr | je ne dis pas oui                  |
                    fr | pas non                            |
                    fr | oui et non                         |
                    fr | oui ou non                         |
                    fr | ni oui ni non                      |
                    fr | oui non                            |
                    en | not yes                            |
                    en | i do not say yes                   |
                    fr | pas de problème                    | yes
                    # not answers
                    fr | qui                                |
                    fr | nom                                |
                    fr | mon nom est Jean                   |
                    fr | je ne sais pas                     |
                    fr | peut-être                          |
                    fr | Bonjour                            |
                    fr | ???                                |
                    fr | la pluie est venue                 |
                    fr | te                                 |
                    # English
                    en | yes                                | yes
                    en | Yess                               | yes
                    en | YES PLEASE                         | yes
                    en | yep                                | yes
                    en | of course                          | yes
                    en | of corse                           | yes
                    en | definately                         | yes
                    en | no                                 | no
                    en | nop                                | no
                    en | Nope                               | no
                    en | of course not                      | no
                    en | not at all                         | no
                    en | no problem                         | yes
                    en | i dont know                        |
                    en | I don't know                       |
                    en | not sure                           |
                    en | note                               |
                    # Kirundi, Kinyarwanda
                    rn | ego                                | yes
                    rn | Yego cane                          | yes
                    rn | yeog                               | yes
                    rn | EGO, turayafise                    | yes
                    rn | oya                                | no
                    rn | Oyaa                               | no
                    rn | oya cane                           | no
                    rn | ntabwo ari ego                     |
                    rn | simbizi                            |
                    rn | ashwi                              | no
                    rw | yego rwose                         | yes
                    rw | Oya rwose                          | no
                    # Swahili, Lingala, Arabic
                    sw | ndiyo                              | yes
                    sw | ndio                               | yes
                    sw | hapana                             | no
                    sw | apana                              | no
                    sw | haapna                             | no
                    sw | la                                 | no
                    sw | sijui                              |
                    ln | iyo                                | yes
                    ln | ee                                 | yes
                    ln | te                                 | no
                    ln | nayebi te                          |
                    ar | نعم                                | yes
                    ar | نَعَم                                | yes
                    ar | أجل                                | yes
                    ar | لا                                 | no
                    ar | لا أعرف                            |
                    # in another language than the contact's
                    fr | yego                               | yes
                    en | oui                                | yes
                    rn | Non                                | no
                    fr | 👍                                  | yes
                    fr | 👎🏾                                 | no
                    """)
    void peopleSayYesAndNoInManyWays(String language, String text, String category) {
        Categorised said = rules.categorise(text, language);
        assertThat(said.category()).as("%s → %s", text, said).isEqualTo(category);
        assertThat(said.confidence()).isBetween(0.0, 1.0);
    }

    @Test
    void theExplanationNamesTheWordAndTheError() {
        assertThat(rules.categorise("Oui", "fr").decidedBy()).isEqualTo("word:oui");
        assertThat(rules.categorise("ouiii", "fr").decidedBy()).isEqualTo("typo:oui~ouiii");
        assertThat(rules.categorise("pas du tout", "fr").decidedBy())
                .isEqualTo("phrase:pas du tout");
        assertThat(rules.categorise("oui et non", "fr").decidedBy())
                .isEqualTo("contradiction:yes,no");
        assertThat(rules.categorise("pas oui", "fr").decidedBy()).isEqualTo("negated:oui");
    }

    @Test
    void aSureAnswerIsSurerThanABuriedOne() {
        double alone = rules.categorise("oui", "fr").confidence();
        double first = rules.categorise("oui, surtout en saison seche", "fr").confidence();
        double typed = rules.categorise("absolumnet", "fr").confidence();
        double late = rules.categorise("le puits du voisin est loin mais oui", "fr").confidence();
        double both = rules.categorise("non, mon frère dit que oui", "fr").confidence();
        assertThat(alone).isEqualTo(1);
        assertThat(first).isLessThan(alone);
        assertThat(typed).isLessThan(first);
        assertThat(late).isLessThan(typed);
        assertThat(both).isLessThan(first);
    }

    @Test
    void iDontKnowIsCountedWhereThePollHasAPlaceForIt() {
        CompiledRules withMaybe =
                Categoriser.compile(
                        SamplePolls.poll(
                                PollKind.YES_NO,
                                "Q",
                                category("yes", "Oui"),
                                category("no", "Non"),
                                category("unsure", "Ne sait pas")));
        assertThat(withMaybe.categorise("je ne sais pas", "fr").category()).isEqualTo("unsure");
        assertThat(withMaybe.categorise("Sinzi", "rn").category()).isEqualTo("unsure");
        assertThat(withMaybe.categorise("oui", "fr").category()).isEqualTo("yes");
    }

    @Test
    void anAnswerWithMoreInItIsAStory() {
        assertThat(rules.storyIn("oui").present()).isFalse();
        assertThat(rules.storyIn("Oui merci beaucoup monsieur").present()).isFalse();
        assertThat(rules.storyIn("oui nous avons de l'eau potable au village").present()).isFalse();
        assertThat(rules.storyIn("non la pompe est cassée depuis trois mois").present()).isTrue();
        assertThat(rules.storyIn("oui mais quand viendrez-vous ?").present()).isTrue();
        assertThat(rules.storyIn("yego ariko amazi ntameze neza abana bararwaye").present())
                .isTrue();
    }
}
