package relais.voice.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.identity.Caller;
import relais.voice.contact.Addresses;
import relais.voice.contact.Group;
import relais.voice.contact.PeopleQuery;
import relais.voice.contact.Person;
import relais.voice.contact.Sight;
import relais.voice.testing.VoiceDesk;

/** A list of people arrives as a file. */
class ImportStory {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final VoiceDesk desk = new VoiceDesk();
    @TempDir private @Nullable Path folder;
    private @Nullable Imports imports;

    @BeforeEach
    void open() {
        imports = imports();
    }

    private Imports imports() {
        return new Imports(
                desk.database, desk.audit, desk.live, desk.clock, folder.resolve("imports"));
    }

    @AfterEach
    void close() {
        imports.close();
        desk.close();
    }

    private Received take(Caller caller, byte[] content) throws IOException {
        return imports.take(caller, "list.csv", "BI", new ByteArrayInputStream(content));
    }

    private ImportRecord imported(byte[] content) throws Exception {
        return imported(desk.chief, content);
    }

    private ImportRecord imported(Caller caller, byte[] content) throws Exception {
        Received received = take(caller, content);
        assertThat(received).isInstanceOf(Received.Taken.class);
        return finished(((Received.Taken) received).id());
    }

    private ImportRecord finished(long id) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            ImportRecord now = imports.find(id).orElseThrow();
            if (!now.state().equals("running")) {
                return now;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the import did not end");
    }

    private String report(Caller caller, long id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        imports.report(Sight.of(caller), id, out);
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n").replace("\uFEFF", "");
    }

    private List<Person> people() {
        return desk.contacts.list(
                Sight.of(desk.chief), new PeopleQuery(null, 0, null, null, 0, 200));
    }

    private String refusal(byte[] content) throws IOException {
        Received received = take(desk.chief, content);
        assertThat(received).isInstanceOf(Received.Refused.class);
        assertThat(imports.list(0, 10)).isEmpty();
        try (var files = Files.list(folder.resolve("imports"))) {
            assertThat(files).isEmpty();
        }
        return ((Received.Refused) received).code();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyRowIsAnsweredFor() throws Exception {
        desk.person("Old name", "79000003", "Gitega");
        ImportRecord done =
                imported(
                        utf8(
                                """
                                Numéro de téléphone;Nom;Prénom;Langue;Groupe;Province;Âge
                                79 00 00 01;Irakoze;Aline;FR;Mamans, Enseignantes;Ngozi;31

                                +25779000002;Niyonzima;"Jean; Claude";rn;mamans;Ngozi;
                                79000003;;;;;;40
                                8500;Code;;;;;
                                abc;;;;;;
                                79000001;Encore;;;;;
                                """));

        assertThat(done.state()).isEqualTo("done");
        assertThat(done.created()).isEqualTo(2);
        assertThat(done.updated()).isEqualTo(1);
        assertThat(done.rejected()).isEqualTo(3);
        assertThat(report(desk.chief, done.id()))
                .contains("2,79 00 00 01,created,,")
                .contains("6,8500,rejected,short-code,")
                .contains("7,abc,rejected,not-a-number,")
                .contains("8,79000001,rejected,duplicate,");
        assertThat(people())
                .extracting(Person::name)
                .containsExactlyInAnyOrder("Aline Irakoze", "Jean; Claude Niyonzima", "Old name");
        Person aline =
                people().stream()
                        .filter(p -> "Aline Irakoze".equals(p.name()))
                        .findFirst()
                        .orElseThrow();
        assertThat(aline.fields()).containsEntry("Âge", "31");
        assertThat(aline.groups()).hasSize(2);
        assertThat(desk.groups.list(Sight.of(desk.chief)))
                .extracting(Group::name)
                .containsExactly("Enseignantes", "Mamans");
        assertThat(
                        desk.contacts.list(
                                Sight.of(desk.chief),
                                new PeopleQuery("irakose", 0, null, null, 0, 5)))
                .as("imported names are found with typos")
                .hasSize(1);
    }

    @Test
    void anyCharsetAndSeparatorIsUnderstood() throws Exception {
        String list = "téléphone%snom\n79000001%sÉric Ndayikéza\n";
        int number = 0;
        for (Charset charset :
                List.of(
                        StandardCharsets.UTF_8,
                        Charset.forName("windows-1252"),
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE)) {
            for (String separator : List.of(",", ";", "\t", "|")) {
                String text =
                        list.replace("%s", separator)
                                .replace("79000001", String.valueOf(79000001 + number++));
                assertThat(imported(text.getBytes(charset)).created())
                        .as(charset + separator)
                        .isEqualTo(1);
                assertThat(people().getFirst().name()).isEqualTo("Éric Ndayikéza");
            }
        }
        assertThat(imported(utf8("\uFEFFphone,name\n79111111,Marked\n")).created()).isEqualTo(1);
    }

    @Test
    void aSecondTimeChangesNothing() throws Exception {
        byte[] list = utf8("phone,name,group\n79000001,Aline,G\n79000002,Jean,G\n");
        assertThat(imported(list).created()).isEqualTo(2);
        List<Person> before = people();
        ImportRecord again = imported(list);
        assertThat(again.updated()).isEqualTo(2);
        assertThat(again.created()).isZero();
        assertThat(people()).isEqualTo(before);
    }

    @Test
    void aStoppedPersonStaysStopped() throws Exception {
        long aline = desk.person("Aline", "79000001", null);
        desk.contacts.stop(desk.chief, aline);
        imported(utf8("phone,name\n79000001,Aline N\n"));
        assertThat(people().getFirst().stoppedAt()).isNotNull();
    }

    @Test
    void aWorkbookIsReadLikeText() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Workbook workbook = new Workbook(out, "test", "1.0");
        Worksheet sheet = workbook.newWorksheet("People");
        sheet.value(0, 0, "Phone");
        sheet.value(0, 1, "Name");
        sheet.value(0, 2, "Age");
        sheet.value(1, 0, 79000001);
        sheet.value(1, 1, "Aline");
        sheet.value(1, 2, 31.5);
        sheet.value(3, 0, 25779000002L);
        sheet.value(3, 1, "Jean");
        workbook.finish();
        byte[] whole = out.toByteArray();

        ImportRecord done = imported(whole);
        assertThat(done.created()).as(report(desk.chief, done.id())).isEqualTo(2);
        assertThat(report(desk.chief, done.id())).contains("4,25779000002,created");
        assertThat(people().getLast().fields()).containsEntry("Age", "31.5");

        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 24; round++) {
            byte[] damaged = whole.clone();
            if (round % 2 == 0) {
                damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            for (int i = 0; i < 3 && damaged.length > 0; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            switch (take(desk.chief, damaged)) {
                case Received.Refused refused -> assertThat(refused.detail()).isNotBlank();
                case Received.Taken taken ->
                        assertThat(finished(taken.id()).state())
                                .as("seed %d", seed)
                                .isIn("done", "failed");
            }
        }
    }

    @Test
    void whatIsNoListIsRefusedWithAReason() throws Exception {
        assertThat(refusal(new byte[0])).isEqualTo("file-empty");
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13};
        assertThat(refusal(png)).isEqualTo("file-not-a-list");
        byte[] oldExcel = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0};
        assertThat(refusal(oldExcel)).isEqualTo("file-old-excel");
        assertThat(refusal(utf8("name,age\nAline,31\n"))).isEqualTo("no-number-column");
        assertThat(refusal(utf8("\n\n  \n"))).isEqualTo("no-number-column");
        assertThat(refusal(utf8("phone\0,name\n"))).isEqualTo("file-not-a-list");
        assertThat(refusal(HugeFiles.zip("notes.txt", 10))).isEqualTo("file-not-a-list");
        assertThat(refusal(utf8("phone,".repeat(2_000)))).isEqualTo("row-unreadable");
        assertThat(imports.take(desk.chief, "x", "ZZ", InputStream.nullInputStream()))
                .isInstanceOf(Received.Refused.class);
    }

    @Test
    void aRowOfAGigabyteAndAZipBombCostNothing() throws Exception {
        byte[] start = utf8("phone,name\n79000001,\"");
        InputStream endless =
                new java.io.SequenceInputStream(
                        new ByteArrayInputStream(start),
                        new HugeFiles.Repeated('x', 60L * 1024 * 1024));
        Received received = imports.take(desk.chief, "huge.csv", "BI", endless);
        ImportRecord failed = finished(((Received.Taken) received).id());
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.problem()).contains("quotation mark");
        imports.list(0, 10);

        Received bomb = take(desk.chief, HugeFiles.bomb("xl/sharedStrings.xml", 60L * 1024 * 1024));
        assertThat(((Received.Refused) bomb).code()).isIn("file-too-big", "file-not-a-list");
        Received row =
                take(desk.chief, HugeFiles.bomb("xl/worksheets/sheet1.xml", 60L * 1024 * 1024));
        assertThat(((Received.Refused) row).code()).isEqualTo("file-not-a-list");
    }

    @Test
    void aRunKilledAnywhereGoesOnWhereItWas() throws Exception {
        int rows = 4_500;
        StringBuilder list = new StringBuilder("phone,name,group\n");
        for (int i = 0; i < rows; i++) {
            list.append(79000000 + i % 4_400)
                    .append(",P")
                    .append(i)
                    .append(",G")
                    .append(i % 7)
                    .append('\n');
        }
        Path file = folder.resolve("list");
        Files.write(file, utf8(list.toString()));
        long id =
                desk.database.inTransaction(
                        tx ->
                                tx.createQuery(
                                                """
                                                insert into voice_import (name, country, state, next_row,
                                                    started_at, caller)
                                                values ('x', 'BI', 1, 1, now(), '{}') returning id
                                                """)
                                        .mapTo(Long.class)
                                        .one());
        Sight everyone = Sight.of(desk.chief);
        ImportRun run =
                new ImportRun(desk.database, desk.live, id, file, everyone, new Addresses("BI"));
        int[] batches = {0};
        long from = 1;
        int lives = 0;
        // Each life commits one batch; what it read beyond is lost with it, as in a crash.
        while (!run.run(from, () -> batches[0]++ % 2 == 0)) {
            from = nextRow(id);
            assertThat(++lives).isLessThan(20);
        }
        // A run that thinks it is still at the beginning does no harm.
        assertThat(run.run(1, () -> true)).isFalse();

        ImportRecord done = imports.find(id).orElseThrow();
        assertThat(done.created()).isEqualTo(4_400);
        assertThat(done.rejected()).isEqualTo(100);
        assertThat(done.rows()).isEqualTo(rows);
        assertThat(lives).isGreaterThan(2);
        assertThat(report(desk.chief, id).lines()).hasSize(rows + 1);
    }

    private long nextRow(long id) {
        return desk.database.with(
                h ->
                        h.createQuery("select next_row from voice_import where id = :id")
                                .bind("id", id)
                                .mapTo(Long.class)
                                .one());
    }

    @Test
    void aRestartedProcessFinishesWhatTheOldOneBegan() throws Exception {
        byte[] list = utf8("phone,name\n79000001,Aline\n79000002,Jean\n");
        Received received = take(desk.chief, list);
        long id = ((Received.Taken) received).id();
        finished(id);
        // As a crash would leave it: running, with its file, and nothing read.
        desk.database.useTransaction(
                tx -> {
                    tx.execute("update voice_import set state = 1, next_row = 1, created = 0");
                    tx.execute("delete from voice_import_row");
                    tx.execute("delete from voice_contact");
                });
        Files.write(folder.resolve("imports").resolve(id + ".upload"), list);
        imports.close();
        imports = imports();
        imports.resumeUnfinished();
        assertThat(finished(id).created()).isEqualTo(2);
        assertThat(people()).hasSize(2);
    }

    @Test
    void aCaseWorkerBringsPeopleIntoTheirGroupsOnly() throws Exception {
        long mothers = desk.group("Mothers");
        desk.group("Teachers");
        desk.person("Jean", "79000002", null);
        Caller worker = desk.caseWorker(mothers);
        ImportRecord done =
                imported(
                        worker,
                        utf8(
                                """
                                phone,name,group
                                79000001,Aline,mothers
                                79000002,Taken over,mothers
                                79000003,Else,Teachers
                                79000004,Nowhere,
                                """));
        assertThat(done.created()).isEqualTo(1);
        assertThat(done.rejected()).isEqualTo(3);
        assertThat(report(worker, done.id()))
                .contains("not-yours")
                .contains("group-not-yours")
                .doesNotContain("79000001");
    }

    @Test
    void formulasInAReportAreHarmless() throws Exception {
        ImportRecord done = imported(utf8("phone,name\n=cmd|' /C calc'!A0,x\n+257 1,y\n"));
        assertThat(report(desk.chief, done.id())).contains("'=cmd").contains(",+257 1,");
    }
}
