package relais.gateway.smpp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.ChannelSettings.Alphabet;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Joining;
import relais.gateway.channel.Part;
import relais.gateway.message.Outgoing;
import relais.gateway.text.Concatenation;
import relais.gateway.text.Encoded;
import relais.gateway.text.Encoding;
import relais.gateway.text.TextDecoder;
import relais.gateway.text.TextEncoder;

/** A message → its parts, coded as the provider wants them. Computes only. */
final class Segments {
    private static final int UCS2 = Encoding.UCS2.dataCoding();

    private Segments() {}

    static List<Part> of(Outgoing message, Coding coding) {
        Outgoing.Octets octets = message.octets();
        if (octets != null) {
            return numbered(message, Outgoing.Octets.DATA_CODING, List.of(octets.bodyBytes()));
        }
        Concatenation header =
                coding.joining() == Joining.UDH16
                        ? Concatenation.SHORT_REFERENCE
                        : Concatenation.BYTE_REFERENCE;
        Encoded encoded = TextEncoder.encode(message.text(), header);
        int dataCoding = encoded.encoding().dataCoding();
        List<byte[]> bodies = encoded.parts();
        if (encoded.encoding() == Encoding.GSM7 && coding.defaultAlphabet() != Alphabet.GSM7) {
            List<byte[]> rewritten = rewritten(bodies, coding.defaultAlphabet());
            dataCoding = rewritten == null ? UCS2 : dataCoding;
            bodies = rewritten == null ? wide(message.text(), header) : rewritten;
        }
        if (coding.joining() == Joining.PAYLOAD && bodies.size() > 1) {
            bodies = List.of(joined(bodies));
        }
        return numbered(message, dataCoding, bodies);
    }

    private static List<Part> numbered(Outgoing message, int dataCoding, List<byte[]> bodies) {
        List<Part> parts = new ArrayList<>(bodies.size());
        for (byte[] body : bodies) {
            parts.add(new Part(message, parts.size() + 1, bodies.size(), dataCoding, body));
        }
        return parts;
    }

    /**
     * The same parts in a provider's own default alphabet: the lengths that fit a handset stay
     * those of GSM 03.38. Null if the alphabet lacks one of the characters.
     */
    private static @Nullable List<byte[]> rewritten(List<byte[]> septets, Alphabet alphabet) {
        Charset charset =
                alphabet == Alphabet.ASCII
                        ? StandardCharsets.US_ASCII
                        : StandardCharsets.ISO_8859_1;
        List<byte[]> rewritten = new ArrayList<>(septets.size());
        for (byte[] part : septets) {
            String text = TextDecoder.decode(0, part);
            if (!charset.newEncoder().canEncode(text)) {
                return null;
            }
            rewritten.add(text.getBytes(charset));
        }
        return rewritten;
    }

    /** UCS-2 for characters of the GSM alphabet, none of which is more than one unit. */
    private static List<byte[]> wide(String text, Concatenation header) {
        int room =
                text.length() <= Encoding.UCS2.single()
                        ? Encoding.UCS2.single()
                        : Encoding.UCS2.part(header);
        List<byte[]> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); from += room) {
            String part = text.substring(from, Math.min(text.length(), from + room));
            parts.add(part.getBytes(StandardCharsets.UTF_16BE));
        }
        return parts;
    }

    private static byte[] joined(List<byte[]> bodies) {
        byte[] all = new byte[bodies.stream().mapToInt(body -> body.length).sum()];
        int at = 0;
        for (byte[] body : bodies) {
            System.arraycopy(body, 0, all, at, body.length);
            at += body.length;
        }
        return all;
    }
}
