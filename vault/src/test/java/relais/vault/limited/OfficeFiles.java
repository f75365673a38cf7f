package relais.vault.limited;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The smallest letters and tables that an office program takes for such. */
public final class OfficeFiles {
    private OfficeFiles() {}

    /** Files by their names in it; what says of which kind it all is comes as it is. */
    static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                put(out, file.getKey(), file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static void put(ZipOutputStream zip, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ZipEntry entry = new ZipEntry(name);
        if (name.equals("mimetype")) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
    }

    /**
     * A letter of one line.
     *
     * @param template what it claims to be written on, or nothing
     */
    public static byte[] docx(String template) throws IOException {
        return zip(docxFiles(template));
    }

    static Map<String, String> docxFiles(String template) {
        String types = "http://schemas.openxmlformats.org/package/2006/";
        String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        String main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        String part = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "[Content_Types].xml",
                """
                <?xml version="1.0"?><Types xmlns="%scontent-types"><Default Extension="rels"
                 ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override
                 PartName="/word/document.xml" ContentType="%sdocument.main+xml"/><Override
                 PartName="/word/settings.xml" ContentType="%ssettings+xml"/></Types>
                """
                        .formatted(types, part, part));
        files.put("_rels/.rels", relation(office + "/officeDocument", "word/document.xml", ""));
        files.put(
                "word/document.xml",
                """
                <?xml version="1.0"?><w:document xmlns:w="%s"><w:body><w:p><w:r>
                <w:t>Bonjour Gitega</w:t></w:r></w:p></w:body></w:document>
                """
                        .formatted(main));
        if (!template.isEmpty()) {
            files.put(
                    "word/_rels/document.xml.rels",
                    relation(office + "/settings", "settings.xml", ""));
            files.put(
                    "word/settings.xml",
                    """
                    <?xml version="1.0"?><w:settings xmlns:w="%s" xmlns:r="%s">
                    <w:attachedTemplate r:id="r1"/></w:settings>
                    """
                            .formatted(main, office));
            files.put(
                    "word/_rels/settings.xml.rels",
                    relation(office + "/attachedTemplate", template, "TargetMode=\"External\""));
        }
        return files;
    }

    private static String relation(String type, String target, String mode) {
        return """
        <?xml version="1.0"?><Relationships
         xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
         Type="%s" Target="%s" %s/></Relationships>
        """
                .formatted(type, target, mode);
    }

    /** A table of one cell. */
    public static byte[] xlsx() throws IOException {
        String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        String part = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "[Content_Types].xml",
                """
                <?xml version="1.0"?><Types
                 xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default
                 Extension="rels"
                 ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override
                 PartName="/xl/workbook.xml" ContentType="%ssheet.main+xml"/><Override
                 PartName="/xl/worksheets/sheet1.xml" ContentType="%sworksheet+xml"/></Types>
                """
                        .formatted(part, part));
        files.put("_rels/.rels", relation(office + "/officeDocument", "xl/workbook.xml", ""));
        files.put(
                "xl/workbook.xml",
                """
                <?xml version="1.0"?><workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="A"
                 sheetId="1" r:id="r1"/></sheets></workbook>
                """
                        .formatted(main, office));
        files.put(
                "xl/_rels/workbook.xml.rels",
                relation(office + "/worksheet", "worksheets/sheet1.xml", ""));
        files.put(
                "xl/worksheets/sheet1.xml",
                """
                <?xml version="1.0"?><worksheet xmlns="%s"><sheetData><row r="1"><c r="A1"
                 t="inlineStr"><is><t>Bonjour Gitega</t></is></c></row></sheetData></worksheet>
                """
                        .formatted(main));
        return zip(files);
    }
}
