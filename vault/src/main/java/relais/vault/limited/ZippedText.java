package relais.vault.limited;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The words in office documents: OOXML (ECMA-376) and OpenDocument (ISO 26300), read once through.
 */
final class ZippedText {
    /** Unpacked bytes in all: a bomb ends here. */
    static final long MOST_BYTES = 300_000_000;

    private static final int MOST_ENTRIES = 20_000;

    private static final Pattern WORDS =
            Pattern.compile(
                    "content\\.xml|word/(?:document|header\\d*|footer\\d*|footnotes|endnotes|comments)"
                            + "\\.xml|xl/sharedStrings\\.xml|xl/worksheets/sheet\\d+\\.xml"
                            + "|ppt/(?:slides/slide|notesSlides/notesSlide)\\d+\\.xml");

    /** Elements after which a word has ended. */
    private static final Set<String> BREAKS =
            Set.of("p", "h", "br", "tab", "si", "is", "row", "table-cell", "table-row", "cr", "s");

    private ZippedText() {}

    static String of(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            Counted counted = new Counted(zip);
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry();
                    entry != null && text.length() < Words.MOST_SIGNS;
                    entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw new IOException("too many files in it");
                }
                if (WORDS.matcher(entry.getName()).matches()) {
                    boolean sheet = entry.getName().startsWith("xl/worksheets");
                    read(counted, text, sheet);
                }
                counted.skipRest();
            }
        }
        return text.toString();
    }

    private static void read(InputStream in, StringBuilder text, boolean sheet) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            boolean wanted = !sheet;
            while (xml.hasNext() && text.length() < Words.MOST_SIGNS) {
                int event = xml.next();
                if (event == XMLStreamConstants.CHARACTERS && wanted) {
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                } else if (event == XMLStreamConstants.START_ELEMENT && sheet) {
                    // a sheet's own words are in cells; the rest are numbers of shared ones
                    wanted = xml.getLocalName().equals("t");
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    if (BREAKS.contains(xml.getLocalName())) {
                        text.append('\n');
                    }
                    wanted = !sheet;
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("its XML is not right: " + e.getMessage(), e);
        }
        text.append('\n');
    }

    /** Counts over all entries; the entries' end is not the archive's. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(0, read);
            if (count > MOST_BYTES) {
                throw new IOException("it unpacks to more than " + MOST_BYTES + " bytes");
            }
            return read;
        }

        void skipRest() throws IOException {
            byte[] buffer = new byte[8192];
            int read = 0;
            while (read >= 0) {
                read = read(buffer, 0, buffer.length);
            }
        }

        @Override
        public void close() {
            // a reader of one entry closes what it read; the archive goes on
        }
    }
}
