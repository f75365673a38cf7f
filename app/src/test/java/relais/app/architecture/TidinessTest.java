package relais.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** House rules a compiler does not know. Each names what to do instead. */
class TidinessTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 50;

    private static final Map<Pattern, String> BANNED_IN_MAIN =
            Map.of(
                    Pattern.compile("\\bSystem\\.(out|err)\\b"),
                    "log with slf4j; only relais.app.cli prints",
                    Pattern.compile("\\bThread\\.sleep\\("),
                    "await a condition with a bound",
                    Pattern.compile(
                            "\\b(Instant|LocalDate|LocalDateTime|ZonedDateTime)\\.now\\(\\)"),
                    "inject java.time.InstantSource",
                    Pattern.compile("\\bSystem\\.currentTimeMillis\\("),
                    "inject java.time.InstantSource",
                    Pattern.compile("\\bnew Random\\(|\\bMath\\.random\\("),
                    "inject a seeded RandomGenerator",
                    Pattern.compile("\\.printStackTrace\\("),
                    "log it, once, at a boundary",
                    Pattern.compile("\\bnew ObjectMapper\\("),
                    "relais.platform.json.Json is the one way");

    private static final Pattern BANNED_NAMES =
            Pattern.compile(
                    "(?:class|interface|record|enum) (\\w*(?:Impl|Manager|Helper|Utils?|Processor|Dto))\\b");

    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b|@Disabled");

    private static final Pattern BARE_CATCH =
            Pattern.compile("catch \\((?:final )?(?:Exception|Throwable) \\w+\\) \\{\\s*(?!//)\\S");

    @Test
    void filesStayShort() {
        List<String> sins = new ArrayList<>();
        for (Path file : everyJavaFile()) {
            long lines = Sources.text(file).lines().count();
            if (lines > FILE_LINES) {
                sins.add(Sources.name(file) + ": " + lines + " lines; split it by noun");
            }
        }
        assertThat(sins).isEmpty();
    }

    @Test
    void methodsStayShort() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    d -> {},
                                    List.of(),
                                    null,
                                    files.getJavaFileObjectsFromPaths(everyJavaFile()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<String> sins = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new MethodLengths(unit, positions, sins), null);
            }
            assertThat(sins).isEmpty();
        }
    }

    private static final class MethodLengths extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> sins;

        MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> sins) {
            this.unit = unit;
            this.positions = positions;
            this.sins = sins;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (method.getBody() != null) {
                long first = line(positions.getStartPosition(unit, method.getBody()));
                long last = line(positions.getEndPosition(unit, method.getBody()));
                if (last - first + 1 > METHOD_LINES) {
                    sins.add(
                            Path.of(unit.getSourceFile().getName()).getFileName()
                                    + ": "
                                    + method.getName()
                                    + " has "
                                    + (last - first + 1)
                                    + " lines");
                }
            }
            return super.visitMethod(method, unused);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    @Test
    void noBannedCallsOrNames() {
        List<String> sins = new ArrayList<>();
        for (String module : Sources.MODULES) {
            for (Path file : Sources.java(module, "main")) {
                String text = Sources.text(file);
                boolean prints =
                        Sources.name(file).contains("relais/app/cli/") || module.equals("bench");
                BANNED_IN_MAIN.forEach(
                        (call, instead) -> {
                            boolean allowed = prints && call.pattern().contains("out|err");
                            if (!allowed && call.matcher(text).find()) {
                                sins.add(Sources.name(file) + ": " + call + " → " + instead);
                            }
                        });
                BANNED_NAMES
                        .matcher(text)
                        .results()
                        .forEach(r -> sins.add(Sources.name(file) + ": name " + r.group(1)));
                if (BARE_CATCH.matcher(text).find()) {
                    sins.add(Sources.name(file) + ": catches everything without saying why");
                }
            }
        }
        assertThat(sins).isEmpty();
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertThat(
                        everyJavaFile().stream()
                                .filter(f -> !f.endsWith("TidinessTest.java"))
                                .filter(f -> UNFINISHED.matcher(Sources.text(f)).find())
                                .map(Sources::name))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() {
        List<String> silent = new ArrayList<>();
        for (String module : Sources.MODULES) {
            for (Path file : Sources.java(module, "main")) {
                Path info = file.resolveSibling("package-info.java");
                if (!Files.exists(info) || !Sources.text(info).contains("NullMarked")) {
                    silent.add(Sources.name(info));
                }
            }
        }
        assertThat(silent.stream().distinct()).isEmpty();
    }

    private static List<Path> everyJavaFile() {
        List<Path> files = new ArrayList<>();
        for (String module : Sources.MODULES) {
            files.addAll(Sources.java(module, "main"));
            files.addAll(Sources.java(module, "test"));
        }
        return files;
    }
}
