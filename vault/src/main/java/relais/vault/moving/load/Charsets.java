package relais.vault.moving.load;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** MySQL's charsets, turned into UTF-8. */
final class Charsets {
    private static final Map<String, String> JAVA_NAMES =
            Map.ofEntries(
                    Map.entry("cp1250", "windows-1250"),
                    Map.entry("cp1251", "windows-1251"),
                    Map.entry("cp1256", "windows-1256"),
                    Map.entry("cp1257", "windows-1257"),
                    Map.entry("latin2", "ISO-8859-2"),
                    Map.entry("latin5", "ISO-8859-9"),
                    Map.entry("latin7", "ISO-8859-13"),
                    Map.entry("greek", "ISO-8859-7"),
                    Map.entry("hebrew", "ISO-8859-8"),
                    Map.entry("koi8r", "KOI8-R"),
                    Map.entry("koi8u", "KOI8-U"),
                    Map.entry("cp850", "IBM850"),
                    Map.entry("cp852", "IBM852"),
                    Map.entry("cp866", "IBM866"),
                    Map.entry("ucs2", "UTF-16BE"),
                    Map.entry("utf16", "UTF-16BE"),
                    Map.entry("utf16le", "UTF-16LE"),
                    Map.entry("utf32", "UTF-32BE"),
                    Map.entry("sjis", "Shift_JIS"),
                    Map.entry("cp932", "windows-31j"),
                    Map.entry("ujis", "EUC-JP"),
                    Map.entry("euckr", "EUC-KR"),
                    Map.entry("gb2312", "GB2312"),
                    Map.entry("gbk", "GBK"),
                    Map.entry("gb18030", "GB18030"),
                    Map.entry("big5", "Big5"),
                    Map.entry("tis620", "TIS-620"));

    /** What MySQL calls latin1 is windows-1252 whose five holes are the C1 controls. */
    private static final String LATIN1_HIGH =
            "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
                    + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    private static final Map<Character, Integer> LATIN1_BYTES =
            IntStream.range(0, LATIN1_HIGH.length())
                    .boxed()
                    .collect(Collectors.toUnmodifiableMap(LATIN1_HIGH::charAt, i -> 0x80 + i));

    private Charsets() {}

    static boolean isUtf8(String name) {
        return name.startsWith("utf8");
    }

    static boolean isLatin1(String name) {
        return name.equals("latin1") || name.equals("ascii") || name.equals("cp1252");
    }

    static Optional<CharsetDecoder> decoder(String name) {
        String java = JAVA_NAMES.get(name);
        return java == null || !Charset.isSupported(java)
                ? Optional.empty()
                : Optional.of(
                        Charset.forName(java)
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    /** The sign of a latin1 byte. */
    static int latin1(int b) {
        return b >= 0x80 && b < 0xa0 ? LATIN1_HIGH.charAt(b - 0x80) : b;
    }

    /** The latin1 byte of a sign, or -1. */
    static int latin1Byte(int codePoint) {
        if (codePoint < 0x80 || (codePoint >= 0xa0 && codePoint < 0x100)) {
            return codePoint;
        }
        return codePoint > 0xffff ? -1 : LATIN1_BYTES.getOrDefault((char) codePoint, -1);
    }

    /** Decodes all of it. */
    static void decode(CharsetDecoder decoder, byte[] data, int from, int to, Bytes out) {
        decoder.reset();
        ByteBuffer in = ByteBuffer.wrap(data, from, to - from);
        CharBuffer chars = CharBuffer.allocate(4_096);
        CoderResult result;
        do {
            result = decoder.decode(in, chars, true);
            chars.flip();
            int at = 0;
            while (at < chars.length()) {
                int sign = Character.codePointAt(chars, at);
                if (Character.charCount(sign) == 1
                        && Character.isHighSurrogate((char) sign)
                        && result.isOverflow()
                        && at == chars.length() - 1) {
                    break; // its second half comes with the next round
                }
                out.addSign(sign);
                at += Character.charCount(sign);
            }
            chars.position(at);
            chars.compact();
        } while (result.isOverflow());
    }

    /** Whether a text, given in UTF-8, is UTF-8 that was taken for latin1 and encoded once more. */
    static boolean isDoubled(byte[] data, int from, int to, Bytes scratch) {
        scratch.clear();
        int at = from;
        boolean beyond = false;
        while (at < to) {
            int b = data[at] & 0xff;
            int count = b < 0x80 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
            int sign =
                    switch (count) {
                        case 1 -> b;
                        case 2 -> (b & 0x1f) << 6 | data[at + 1] & 0x3f;
                        case 3 ->
                                (b & 0xf) << 12 | (data[at + 1] & 0x3f) << 6 | data[at + 2] & 0x3f;
                        default -> -1;
                    };
            int once = sign < 0 ? -1 : latin1Byte(sign);
            if (once < 0) {
                return false;
            }
            beyond |= once >= 0x80;
            scratch.add(once);
            at += count;
        }
        return beyond && Utf8.valid(scratch.data, 0, scratch.length);
    }
}
