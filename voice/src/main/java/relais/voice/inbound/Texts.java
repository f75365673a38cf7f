package relais.voice.inbound;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What we answer by ourselves; all within one GSM 03.38 part. */
final class Texts {
    private static final String FALLBACK = "fr";

    private static final Map<String, String> STOPPED =
            Map.of(
                    "fr", "C'est noté : vous ne recevrez plus de messages. Pour revenir : JOIN.",
                    "en", "Done: you will get no more messages. To come back, send JOIN.",
                    "rn", "Twavyumvise: nta butumwa buzosubira kukurungikirwa. Gusubira: JOIN.",
                    "sw", "Sawa: hutapokea ujumbe tena. Kurudi, tuma JOIN.",
                    "pt", "Certo: nao recebera mais mensagens. Para voltar, envie JOIN.");

    private static final Map<String, String> JOINED =
            Map.of(
                    "fr",
                            "Bienvenue ! Vous recevrez nos messages. Pour ne plus en recevoir : STOP.",
                    "en", "Welcome! You will get our messages. To get no more, send STOP.",
                    "rn", "Murakaza neza! Muzoronka ubutumwa bwacu. Guhagarika: STOP.",
                    "sw", "Karibu! Utapokea ujumbe wetu. Kuacha, tuma STOP.",
                    "pt", "Bem-vindo! Recebera as nossas mensagens. Para parar, envie STOP.");

    private Texts() {}

    static String stopped(@Nullable String language) {
        return in(STOPPED, language);
    }

    static String joined(@Nullable String language) {
        return in(JOINED, language);
    }

    private static String in(Map<String, String> texts, @Nullable String language) {
        String own = language == null ? null : texts.get(language);
        return own != null ? own : texts.getOrDefault(FALLBACK, "");
    }
}
