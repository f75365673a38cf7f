package relais.gateway.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.gateway.preview.Preview.Costly;
import relais.gateway.text.Encoding;
import relais.gateway.text.TextEncoder;
import relais.platform.json.Json;

class PreviewTest {
    private static final Price PRICE = new Price(new BigDecimal("12.50"), "BIF");

    @Test
    void frenchThatTheAlphabetHoldsCostsNothingMore() {
        Preview preview = Preview.of("Où habitez-vous déjà, près de l'école ? Ça va.", PRICE);
        assertThat(preview.encoding()).isEqualTo("GSM-7");
        assertThat(preview.segments()).isEqualTo(1);
        assertThat(preview.remaining()).isEqualTo(160 - preview.characters());
        assertThat(preview.costly()).isEmpty();
        assertThat(preview.transliterated()).isNull();
    }

    @Test
    void oneCircumflexDoublesTheCostAndTheOfferTakesItAway() {
        Preview preview = Preview.of("a".repeat(99) + "ê", PRICE);
        assertThat(preview.encoding()).isEqualTo("UCS-2");
        assertThat(preview.segments()).isEqualTo(2);
        assertThat(preview.remaining()).isEqualTo(2 * 67 - 100);
        assertThat(preview.cost()).isEqualByComparingTo("25");
        assertThat(preview.costly()).containsExactly(new Costly("ê", 1, "e"));
        assertThat(preview.transliterated())
                .isEqualTo(new Preview.Offer("a".repeat(99) + "e", 1, new BigDecimal("12.50")));
    }

    @Test
    void typographyBecomesPlainAndAlphabetLettersStay() {
        assertThat(Transliteration.of("«\u00A0L’été, ça brûle… Noël – œuf » à é è ù Ç ÇA"))
                .isEqualTo("\"L'été, ca brule... Noel - oeuf\" à é è ù Ç ÇA");
        assertThat(Transliteration.of("e\u0301 e\u0302 N\u00B0 5\u202F000\u00A0€"))
                .isEqualTo("é e No 5 000 €");
        assertThat(Transliteration.of("Kɔfí ŋ")).isEqualTo("Kofi ng");
    }

    @Test
    void whatHasNoPlainFormStaysAndIsNotOfferedAgainst() {
        Preview preview = Preview.of("oui \uD83D\uDE00", PRICE);
        assertThat(preview.characters()).isEqualTo(5);
        assertThat(preview.costly()).containsExactly(new Costly("\uD83D\uDE00", 1, null));
        assertThat(preview.transliterated()).isNull();
    }

    @Test
    void theJsonIsTheOneOfTheApi() {
        assertThat(Json.text(Preview.of("ça", PRICE)))
                .isEqualTo(
                        "{\"encoding\":\"UCS-2\",\"segments\":1,\"characters\":2,\"remaining\":68,"
                                + "\"cost\":12.50,\"currency\":\"BIF\",\"costly\":[{\"character\":"
                                + "\"ç\",\"count\":1,\"replacement\":\"c\"}],\"transliterated\":"
                                + "{\"text\":\"ca\",\"segments\":1,\"cost\":12.50}}");
    }

    @Test
    void anOfferIsNeverDearerAndTransliteratingTwiceChangesNothing() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String letters = "aàéèùçêëâîïôûœÇ’“”«»…–—\u00A0€ɔ°\uD83D\uDE00e\u0302\u0301\t";
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(300);
            for (int n = 0; n < length; n++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            Preview preview = Preview.of(text.toString(), PRICE);
            Preview.Offer offer = preview.transliterated();
            if (offer != null) {
                assertThat(offer.segments())
                        .as("seed " + seed)
                        .isLessThanOrEqualTo(preview.segments());
                boolean plain = TextEncoder.encode(offer.text()).encoding() == Encoding.GSM7;
                assertThat(plain || offer.segments() < preview.segments()).isTrue();
            }
            String once = Transliteration.of(text.toString());
            assertThat(Transliteration.of(once)).as("seed " + seed).isEqualTo(once);
        }
    }
}
