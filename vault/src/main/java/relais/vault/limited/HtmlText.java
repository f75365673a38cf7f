package relais.vault.limited;

import java.util.Locale;
import java.util.Map;

/** What a reader sees of HTML, roughly: the text between tags, without scripts and styles. */
final class HtmlText {
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

    private HtmlText() {}

    static String of(String html) {
        StringBuilder text = new StringBuilder(html.length() / 2);
        int at = 0;
        while (at < html.length() && text.length() < Words.MOST_SIGNS) {
            char sign = html.charAt(at);
            if (sign == '<') {
                at = afterTag(html, at);
                text.append(' ');
            } else if (sign == '&') {
                at = entity(html, at, text);
            } else {
                text.append(sign);
                at++;
            }
        }
        return text.toString().replaceAll("[ \\t\\x0B\\f\\r\\n]+", " ").strip();
    }

    private static int afterTag(String html, int at) {
        if (html.startsWith("<!--", at)) {
            return after(html, "-->", at);
        }
        for (String unseen : new String[] {"script", "style"}) {
            if (html.regionMatches(true, at + 1, unseen, 0, unseen.length())) {
                int end = html.toLowerCase(Locale.ROOT).indexOf("</" + unseen, at);
                return end < 0 ? html.length() : after(html, ">", end);
            }
        }
        return after(html, ">", at);
    }

    private static int after(String html, String mark, int from) {
        int end = html.indexOf(mark, from);
        return end < 0 ? html.length() : end + mark.length();
    }

    private static int entity(String html, int at, StringBuilder text) {
        int end = html.indexOf(';', at);
        if (end < 0 || end - at > 10) {
            text.append('&');
            return at + 1;
        }
        String name = html.substring(at + 1, end);
        try {
            if (name.startsWith("#x")) {
                text.appendCodePoint(Integer.parseInt(name.substring(2), 16));
            } else if (name.startsWith("#")) {
                text.appendCodePoint(Integer.parseInt(name.substring(1)));
            } else {
                text.append(ENTITIES.getOrDefault(name, " "));
            }
        } catch (IllegalArgumentException e) {
            text.append(' '); // no number, or of no sign
        }
        return end + 1;
    }
}
